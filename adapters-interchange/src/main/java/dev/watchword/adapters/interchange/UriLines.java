package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A text with a URI on each line: blank lines and `#` comments are skipped, a reader's prefix
/// `QR-Code:` is dropped, several URIs may share a line behind commas.
final class UriLines {

  /// Makes a draft from the Key URI of a line.
  @FunctionalInterface
  interface Mapper {

    /// Takes what the format needs from a URI.
    ///
    /// @param uri its key becomes the draft's
    ItemDraft map(KeyUri uri) throws ItemException;
  }

  private static final Pattern NEXT_URI = Pattern.compile("[,\\s]+(?=otpauth(-migration)?://)");
  private static final String QR_PREFIX = "qr-code:";
  private static final List<String> SCHEMES =
      List.of("otpauth://", "motp://", "steam://", MigrationPayload.SCHEME);

  /// @param number from 1
  record Line(int number, String uri) {

    boolean isMigration() {
      return uri.regionMatches(true, 0, MigrationPayload.SCHEME, 0, 20);
    }

    boolean isUri() {
      String start = uri.substring(0, Math.min(uri.length(), 24)).toLowerCase(Locale.ROOT);
      return SCHEMES.stream().anyMatch(start::startsWith);
    }

    @Override
    public String toString() {
      return "Line[" + number + "]";
    }
  }

  private UriLines() {}

  /// The lines with something on them.
  static List<Line> split(String text) {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String raw : text.lines().toList()) {
      number++;
      String line = raw.strip();
      if (line.regionMatches(true, 0, QR_PREFIX, 0, QR_PREFIX.length())) {
        line = line.substring(QR_PREFIX.length()).strip();
      }
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      for (String part : NEXT_URI.split(line, -1)) {
        String uri = part.endsWith(",") ? part.substring(0, part.length() - 1) : part;
        lines.add(new Line(number, uri.strip()));
      }
    }
    return lines;
  }

  static boolean anyUri(String text) {
    return split(text).stream().anyMatch(Line::isUri);
  }

  /// Reads all lines; one that is no URI fails alone, under its number.
  static void read(String text, Items items, Mapper mapper) throws BackupFileException {
    for (Line line : split(text)) {
      if (line.isMigration()) {
        readMigration(line, items);
      } else {
        items.add(line.number(), () -> mapper.map(parse(line.uri())));
      }
    }
  }

  static KeyUri parse(String uri) throws ItemException {
    try {
      return KeyUri.parse(uri);
    } catch (KeyUriSyntaxException e) {
      throw new ItemException(String.valueOf(e.getMessage()));
    }
  }

  private static void readMigration(Line line, Items items) throws BackupFileException {
    MigrationPayload payload;
    try {
      payload = MigrationPayload.parse(line.uri());
    } catch (ItemException e) {
      items.add(
          line.number(),
          () -> {
            throw e;
          });
      return;
    }
    payload.part().ifPresent(items::part);
    for (int i = 0; i < payload.size(); i++) {
      int index = i;
      items.add(() -> payload.draft(index));
    }
  }
}
