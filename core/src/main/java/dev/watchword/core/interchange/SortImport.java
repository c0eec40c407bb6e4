package dev.watchword.core.interchange;

import dev.watchword.core.interchange.ImportReport.FileReport;
import dev.watchword.core.interchange.ImportReport.Reported;
import dev.watchword.core.interchange.ImportReport.Status;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.OpenVault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides what of the files that were read goes into the vault (SECURITY IM-16).
///
/// The same secret bytes with the same type, parameters and PIN are kept once and never
/// overwritten; labels play no part. A HOTP counter is no reason for a second entry, but where the
/// file's is ahead of the one that is kept, the report says so. Each call sorts for itself, on any
/// thread.
public final class SortImport {

  private final Map<KeyFingerprint, Long> known = new HashMap<>();

  SortImport() {}

  /// Sorts what was read for a vault.
  ///
  /// @param vault lent; each of its secrets, those in the trash too, is opened once, one at a time
  /// @param readings from [ReadBackups], now the report's to close
  public static ImportReport into(OpenVault vault, List<FileReading> readings) {
    SortImport sorting = new SortImport();
    vault.forEachKey(sorting::know);
    return sorting.sort(readings);
  }

  /// Sorts what was read where there is no vault: only what stands there twice is a duplicate.
  ///
  /// @param readings from [ReadBackups], now the report's to close
  public static ImportReport withoutVault(List<FileReading> readings) {
    return new SortImport().sort(readings);
  }

  /// Adds a key that the vault holds; lent.
  void know(OtpKey key) {
    known.put(KeyFingerprint.of(key), counter(key));
  }

  /// @param readings now the report's to close
  ImportReport sort(List<FileReading> readings) {
    List<FileReport> files = new ArrayList<>();
    for (FileReading reading : readings) {
      files.add(
          switch (reading) {
            case FileReading.Opened opened -> sorted(opened);
            case FileReading.Refused refused ->
                new FileReport(
                    refused.path(),
                    refused.format(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.of(refused.error()));
          });
    }
    return new ImportReport(files);
  }

  private FileReport sorted(FileReading.Opened opened) {
    List<Reported> entries = new ArrayList<>();
    List<BackupItem.Failed> failures = new ArrayList<>();
    List<String> warnings = new ArrayList<>(opened.contents().warnings());
    for (BackupItem item : opened.contents().items()) {
      switch (item) {
        case BackupItem.Failed failed -> failures.add(failed);
        case BackupItem.Read(int position, NewEntry entry) -> {
          long counter = counter(entry.key());
          Long kept = known.putIfAbsent(KeyFingerprint.of(entry.key()), counter);
          entries.add(
              new Reported(position, kept == null ? Status.ADDED : Status.DUPLICATE, entry));
          if (kept != null && counter > kept) {
            warnings.add(
                "Item %d is a duplicate whose counter (%d) is ahead of the one that is kept (%d)."
                    .formatted(position, counter, kept));
          }
        }
      }
    }
    return new FileReport(
        opened.path(), Optional.of(opened.format()), entries, failures, warnings, Optional.empty());
  }

  private static long counter(OtpKey key) {
    return key.parameters() instanceof HotpParameters hotp ? hotp.counter() : 0;
  }
}
