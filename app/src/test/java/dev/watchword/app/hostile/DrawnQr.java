package dev.watchword.app.hostile;

import com.google.zxing.common.reedsolomon.GenericGF;
import com.google.zxing.common.reedsolomon.ReedSolomonEncoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import javax.imageio.ImageIO;

/// Draws a QR code of version 5 out of any bits, also those that no writer writes (ISO/IEC 18004).
///
/// Error correction L, one block of 108 codewords; mask 0.
final class DrawnQr {

  static final int BYTE = 4;
  static final int NUMERIC = 1;
  static final int ALPHANUMERIC = 2;
  static final int STRUCTURED_APPEND = 3;
  static final int ECI = 7;
  static final int KANJI = 8;
  static final int HANZI = 13;

  private static final int SIZE = 37;
  private static final int DATA = 108;
  private static final int CHECKS = 26;
  private static final int ALIGNMENT = 30;
  private static final int PIXELS = 6;
  private static final int QUIET = 4;

  /// Level L and mask 0, with its own error correction and the standard's mask (table C.1).
  private static final int FORMAT = 0b111011111000100;

  private final StringBuilder bits = new StringBuilder();

  /// @param value its lowest `count` bits are taken, the highest first
  DrawnQr bits(long value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      bits.append((value >>> i & 1) == 1 ? '1' : '0');
    }
    return this;
  }

  DrawnQr mode(int mode) {
    return bits(mode, 4);
  }

  DrawnQr bytes(byte[] content) {
    mode(BYTE).bits(content.length, 8);
    for (byte each : content) {
      bits(each, 8);
    }
    return this;
  }

  DrawnQr text(String text, Charset charset) {
    return bytes(text.getBytes(charset));
  }

  /// A picture of it, as PNG.
  byte[] png() {
    boolean[][] dark = new boolean[SIZE][SIZE];
    boolean[][] taken = new boolean[SIZE][SIZE];
    drawPatterns(dark, taken);
    drawFormat(dark, taken);
    drawData(dark, taken, codewords());
    return png(dark);
  }

  private int[] codewords() {
    int room = DATA * 8;
    if (bits.length() > room) {
      throw new IllegalStateException("too long: " + bits.length());
    }
    bits.append("0".repeat(Math.min(4, room - bits.length())));
    bits.append("0".repeat((8 - bits.length() % 8) % 8));
    int[] words = new int[DATA + CHECKS];
    for (int i = 0; i < DATA; i++) {
      int padding = (i - bits.length() / 8) % 2 == 0 ? 0xEC : 0x11;
      words[i] =
          i * 8 < bits.length() ? Integer.parseInt(bits.substring(i * 8, i * 8 + 8), 2) : padding;
    }
    new ReedSolomonEncoder(GenericGF.QR_CODE_FIELD_256).encode(words, CHECKS);
    return words;
  }

  private static void set(boolean[][] dark, boolean[][] taken, int row, int column, boolean on) {
    if (row >= 0 && row < SIZE && column >= 0 && column < SIZE) {
      dark[row][column] = on;
      taken[row][column] = true;
    }
  }

  private static void drawPatterns(boolean[][] dark, boolean[][] taken) {
    int far = SIZE - 7;
    for (int[] corner : new int[][] {{0, 0}, {0, far}, {far, 0}}) {
      for (int row = -1; row <= 7; row++) {
        for (int column = -1; column <= 7; column++) {
          int ring = Math.max(Math.abs(row - 3), Math.abs(column - 3));
          set(dark, taken, corner[0] + row, corner[1] + column, ring != 2 && ring != 4);
        }
      }
    }
    for (int i = 8; i < SIZE - 8; i++) {
      set(dark, taken, 6, i, i % 2 == 0);
      set(dark, taken, i, 6, i % 2 == 0);
    }
    for (int row = -2; row <= 2; row++) {
      for (int column = -2; column <= 2; column++) {
        boolean on = Math.max(Math.abs(row), Math.abs(column)) != 1;
        set(dark, taken, ALIGNMENT + row, ALIGNMENT + column, on);
      }
    }
    set(dark, taken, SIZE - 8, 8, true);
  }

  private static void drawFormat(boolean[][] dark, boolean[][] taken) {
    int[] along = {0, 1, 2, 3, 4, 5, 7, 8};
    for (int i = 0; i < 15; i++) {
      boolean on = (FORMAT >>> i & 1) == 1;
      if (i < 8) {
        set(dark, taken, along[i], 8, on);
        set(dark, taken, 8, SIZE - 1 - i, on);
      } else {
        set(dark, taken, 8, along[14 - i], on);
        set(dark, taken, SIZE - 15 + i, 8, on);
      }
    }
  }

  /// Two columns at a time from the right, upwards and downwards in turns.
  private static void drawData(boolean[][] dark, boolean[][] taken, int[] words) {
    int next = 0;
    boolean up = true;
    for (int right = SIZE - 1; right > 0; right -= 2) {
      if (right == 6) {
        right--;
      }
      for (int step = 0; step < SIZE; step++) {
        int row = up ? SIZE - 1 - step : step;
        for (int column = right; column >= right - 1; column--) {
          if (!taken[row][column]) {
            boolean bit = next < words.length * 8 && (words[next / 8] >>> (7 - next % 8) & 1) == 1;
            dark[row][column] = bit ^ (row + column) % 2 == 0;
            next++;
          }
        }
      }
      up = !up;
    }
  }

  private static byte[] png(boolean[][] dark) {
    int side = (SIZE + 2 * QUIET) * PIXELS;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int row = y / PIXELS - QUIET;
        int column = x / PIXELS - QUIET;
        boolean inside = row >= 0 && row < SIZE && column >= 0 && column < SIZE;
        image.setRGB(x, y, inside && dark[row][column] ? 0x000000 : 0xFFFFFF);
      }
    }
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
