package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A file as text: UTF-8, or UTF-16 with its byte order mark; the mark is dropped. A file that is
/// neither, or has a NUL in it, is no text.
final class TextView {

  private static final TextView NONE = new TextView("", false);

  private final String text;
  private final boolean valid;

  private TextView(String text, boolean valid) {
    this.text = text;
    this.valid = valid;
  }

  static TextView of(BackupFile file) {
    return file.view(TextView.class, f -> of(f.bytes()));
  }

  /// The text that a line-based format may look at: none where the file is JSON or XML.
  static TextView ofLines(BackupFile file) {
    boolean structured =
        JsonView.of(file).root() != JsonValue.MISSING || XmlView.of(file).root().isPresent();
    return structured ? NONE : of(file);
  }

  static TextView of(byte[] bytes) {
    Charset charset = StandardCharsets.UTF_8;
    if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
      charset = StandardCharsets.UTF_16LE;
    } else if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
      charset = StandardCharsets.UTF_16BE;
    }
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.startsWith("\ufeff")) {
        text = text.substring(1);
      }
      return text.indexOf('\0') >= 0 ? NONE : new TextView(text, true);
    } catch (CharacterCodingException e) {
      return NONE;
    }
  }

  boolean isText() {
    return valid;
  }

  /// The text; empty when there is none.
  String text() {
    return text;
  }

  /// The lines, without their ends.
  List<String> lines() {
    return text.lines().toList();
  }

  @Override
  public String toString() {
    return "TextView[" + text.length() + " characters]";
  }
}
