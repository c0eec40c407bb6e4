package dev.watchword.core.interchange;

import java.nio.charset.StandardCharsets;

/// Tells a picture, or a PDF page, by its first bytes.
final class PictureMagic {

  private PictureMagic() {}

  static boolean matches(BackupFile file) {
    return file.startsWith((byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G')
        || file.startsWith((byte) 0xff, (byte) 0xd8, (byte) 0xff)
        || file.startsWith(ascii("GIF8"))
        || file.startsWith((byte) 'I', (byte) 'I', (byte) 42, (byte) 0)
        || file.startsWith((byte) 'M', (byte) 'M', (byte) 0, (byte) 42)
        || file.startsWith(ascii("%PDF-"))
        || isBitmap(file)
        || isWebp(file);
  }

  /// "BM", a size that is the file's, and a reserved field of zeros: more than two letters.
  private static boolean isBitmap(BackupFile file) {
    byte[] bytes = file.bytes();
    return file.startsWith(ascii("BM"))
        && bytes.length > 26
        && bytes[6] == 0
        && bytes[7] == 0
        && bytes[8] == 0
        && bytes[9] == 0;
  }

  private static boolean isWebp(BackupFile file) {
    byte[] bytes = file.bytes();
    return file.startsWith(ascii("RIFF"))
        && bytes.length > 12
        && bytes[8] == 'W'
        && bytes[9] == 'E'
        && bytes[10] == 'B'
        && bytes[11] == 'P';
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
