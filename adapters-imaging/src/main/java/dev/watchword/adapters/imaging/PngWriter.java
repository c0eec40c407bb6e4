package dev.watchword.adapters.imaging;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Writes pictures of two colours, one bit a pixel, and of greys as PNG (W3C PNG §11), without AWT
/// and the same bytes each time.
final class PngWriter {

  /// Whether a pixel is black.
  @FunctionalInterface
  interface Pixels {
    boolean black(int x, int y);
  }

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private PngWriter() {}

  static byte[] blackAndWhite(int width, int height, Pixels pixels) {
    int rowBytes = 1 + (width + 7) / 8;
    byte[] rows = new byte[rowBytes * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (!pixels.black(x, y)) {
          rows[y * rowBytes + 1 + x / 8] |= (byte) (0x80 >> (x & 7));
        }
      }
    }
    return file(width, height, 1, rows);
  }

  /// @param pixels a byte each, row by row
  static byte[] grey(int width, int height, byte[] pixels) {
    byte[] rows = new byte[(1 + width) * height];
    for (int y = 0; y < height; y++) {
      System.arraycopy(pixels, y * width, rows, y * (1 + width) + 1, width);
    }
    return file(width, height, 8, rows);
  }

  /// @param rows each behind its filter's number
  private static byte[] file(int width, int height, int bitDepth, byte[] rows) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(SIGNATURE);
    chunk(
        png,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {(byte) bitDepth, 0, 0, 0, 0})
            .array());
    chunk(png, "IDAT", deflate(rows));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static byte[] deflate(byte[] rows) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(rows);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    png.writeBytes(name);
    png.writeBytes(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
