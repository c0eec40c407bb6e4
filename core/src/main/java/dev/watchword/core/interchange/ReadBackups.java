package dev.watchword.core.interchange;

import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.capture.Picture;
import dev.watchword.core.capture.QrCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Reads a set of backup files: finds each one's format by its content, opens it, and gathers the
/// batches that are spread over several files.
///
/// A picture is read as the text of its QR codes. One file's refusal does not touch the others.
/// Thread-safe.
public final class ReadBackups {

  /// Nobody waits for one code here, and a document has many.
  private static final DecodeLimits DECODE_LIMITS =
      DecodeLimits.STANDARD.within(Duration.ofSeconds(15));

  private final List<BackupFormat> formats;
  private final ImageDecoder decoder;

  /// Reads with these formats.
  ///
  /// @param formats in the order in which equally sure ones are tried
  public ReadBackups(List<BackupFormat> formats, ImageDecoder decoder) {
    this.formats = List.copyOf(formats);
    this.decoder = Objects.requireNonNull(decoder);
  }

  /// Reads every file.
  ///
  /// @param files lent; each may look at the others as its companions
  /// @param from the id of the format that all files are of; empty to find it by content
  /// @param keyFile for KeePass
  /// @return one for each file, in order; the caller closes them
  /// @throws IllegalArgumentException when `from` is no format's id
  public List<FileReading> read(
      List<BackupFile> files,
      Optional<String> from,
      ImportLimits limits,
      PasswordSource passwords,
      Optional<BackupFile> keyFile) {
    Optional<BackupFormat> forced = from.map(this::named);
    ReadContext context = new ReadContext(limits, passwords, files, keyFile);
    List<FileReading> readings = new ArrayList<>();
    for (BackupFile file : files) {
      readings.add(read(file, forced, context));
    }
    return withMissingParts(readings);
  }

  private BackupFormat named(String id) {
    return formats.stream()
        .filter(format -> format.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("from: no format is called so"));
  }

  private FileReading read(BackupFile file, Optional<BackupFormat> forced, ReadContext context) {
    if (file.size() > context.limits().fileBytes()) {
      return new FileReading.Refused(
          file.path(),
          Optional.empty(),
          new FileError.OverLimit(
              "file's",
              "size in bytes",
              Integer.toString(file.size()),
              Integer.toString(context.limits().fileBytes()),
              false));
    }
    if (!PictureMagic.matches(file)) {
      return readText(file, forced, context);
    }
    try (Capture capture = decoder.decode(new Picture.Encoded(file.bytes()), DECODE_LIMITS)) {
      if (capture.codes().isEmpty()) {
        return new FileReading.Refused(
            file.path(),
            Optional.empty(),
            new FileError.UnknownFormat(capture.diagnoses().getFirst().sentence()));
      }
      String text = capture.codes().stream().map(QrCode::text).collect(Collectors.joining("\n"));
      try (BackupFile payloads =
          new BackupFile(file.path(), text.getBytes(StandardCharsets.UTF_8))) {
        return readText(payloads, forced, context);
      }
    }
  }

  private FileReading readText(
      BackupFile file, Optional<BackupFormat> forced, ReadContext context) {
    List<BackupFormat> candidates =
        forced.map(List::of).orElseGet(() -> candidates(file, context.companions()));
    if (candidates.isEmpty()) {
      return new FileReading.Refused(
          file.path(),
          Optional.empty(),
          new FileError.UnknownFormat(
              file.size() == 0
                  ? "The file is empty."
                  : "No backup format that is read here fits this file."));
    }
    if (candidates.size() > 1) {
      return firstThatOpens(file, candidates, context);
    }
    BackupFormat format = candidates.getFirst();
    try {
      return new FileReading.Opened(file.path(), format.id(), format.read(file, context));
    } catch (BackupFileException e) {
      return new FileReading.Refused(file.path(), Optional.of(format.id()), e.error());
    }
  }

  /// The surest formats: one, or several among which only the password decides.
  private List<BackupFormat> candidates(BackupFile file, List<BackupFile> companions) {
    record Candidate(BackupFormat format, Certainty certainty) {}
    List<Candidate> fitting =
        formats.stream()
            .map(format -> new Candidate(format, format.recogniseAmong(file, companions)))
            .filter(candidate -> candidate.certainty() != Certainty.NO)
            .sorted(Comparator.comparing(Candidate::certainty).reversed())
            .toList();
    long count =
        fitting.isEmpty() || fitting.getFirst().certainty() != Certainty.POSSIBLE
            ? 1
            : fitting.size();
    return fitting.stream().limit(count).map(Candidate::format).toList();
  }

  private static FileReading firstThatOpens(
      BackupFile file, List<BackupFormat> candidates, ReadContext context) {
    Optional<FileError> first = Optional.empty();
    for (BackupFormat format : candidates) {
      try {
        return new FileReading.Opened(file.path(), format.id(), format.read(file, context));
      } catch (BackupFileException e) {
        first = first.or(() -> Optional.of(e.error()));
        if (e.error() instanceof FileError.PasswordNeeded) {
          break;
        }
      }
    }
    String names =
        candidates.stream().map(BackupFormat::displayName).collect(Collectors.joining(" or "));
    return new FileReading.Refused(
        file.path(),
        Optional.empty(),
        switch (first.orElseThrow()) {
          case FileError.PasswordNeeded ignored -> new FileError.PasswordNeeded(names);
          case FileError.WrongPassword ignored -> new FileError.WrongPassword(names);
          case FileError other -> other;
        });
  }

  /// Adds to every file with a part of an incomplete batch which parts are missing.
  private static List<FileReading> withMissingParts(List<FileReading> readings) {
    List<TransferPart> all = new ArrayList<>();
    for (FileReading reading : readings) {
      if (reading instanceof FileReading.Opened opened) {
        all.addAll(opened.contents().parts());
      }
    }
    if (all.isEmpty()) {
      return readings;
    }
    return readings.stream().map(reading -> withMissingParts(reading, all)).toList();
  }

  private static FileReading withMissingParts(FileReading reading, List<TransferPart> all) {
    if (!(reading instanceof FileReading.Opened opened) || opened.contents().parts().isEmpty()) {
      return reading;
    }
    record Batch(int id, int size) {}
    Set<Batch> batches = new LinkedHashSet<>();
    opened.contents().parts().forEach(part -> batches.add(new Batch(part.batchId(), part.size())));
    List<String> warnings = new ArrayList<>(opened.contents().warnings());
    for (Batch batch : batches) {
      Set<Integer> present = new HashSet<>();
      for (TransferPart part : all) {
        if (part.batchId() == batch.id() && part.size() == batch.size()) {
          present.add(part.index());
        }
      }
      if (present.size() < batch.size()) {
        String missing =
            IntStream.range(0, batch.size())
                .filter(index -> !present.contains(index))
                .mapToObj(index -> Integer.toString(index + 1))
                .collect(Collectors.joining(", "));
        warnings.add(
            "This transfer has %d codes; missing: %s. Import them as well."
                .formatted(batch.size(), missing));
      }
    }
    return new FileReading.Opened(
        opened.path(),
        opened.format(),
        new BackupContents(opened.contents().items(), warnings, opened.contents().parts()));
  }
}
