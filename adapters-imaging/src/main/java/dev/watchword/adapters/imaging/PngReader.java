package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.DecodeLimits;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Reads PNG (W3C PNG, third edition): all colour types and depths, palette, transparency,
/// interlace; the first picture of an animation.
///
/// Of our own, because a screenshot is the common case: it touches no class of `java.desktop`, so
/// that a cold `scan` does not pay for starting AWT, and chunks that do not bear on the pixels are
/// stepped over unread (SECURITY UP-03). Check sums are not verified: a picture that is damaged a
/// little may well be read, and a code has its own error correction.
final class PngReader implements FrameReader {

  private static final int[] PASS_X = {0, 4, 0, 2, 0, 1, 0};
  private static final int[] PASS_Y = {0, 0, 4, 0, 2, 0, 1};
  private static final int[] STEP_X = {8, 8, 4, 4, 2, 2, 1};
  private static final int[] STEP_Y = {8, 8, 8, 4, 4, 2, 2};

  private final byte[] bytes;
  private final ByteCursor cursor;
  private final int width;
  private final int height;
  private final int depth;
  private final int colourType;
  private final boolean interlaced;

  PngReader(byte[] bytes, DecodeLimits limits) throws RefusedPicture {
    this.bytes = bytes;
    this.cursor = new ByteCursor(bytes, PictureKind.PNG, false);
    if (!cursor.is(12, "IHDR")) {
      throw cursor.damaged();
    }
    SizeLimits.checkFrame(PictureKind.PNG, cursor.u32(16), cursor.u32(20), limits);
    this.width = (int) cursor.u32(16);
    this.height = (int) cursor.u32(20);
    this.depth = cursor.u8(24);
    this.colourType = cursor.u8(25);
    this.interlaced = cursor.u8(28) == 1;
    boolean known =
        switch (colourType) {
          case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
          case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
          case 2, 4, 6 -> depth == 8 || depth == 16;
          default -> false;
        };
    if (!known || cursor.u8(28) > 1) {
      throw cursor.damaged();
    }
  }

  @Override
  public int count() {
    return 1;
  }

  @Override
  public Frame read(int index, Deadline deadline) throws RefusedPicture {
    FrameCanvas canvas = new FrameCanvas(width, height);
    try (Idat idat = new Idat()) {
      PngPixels pixels = new PngPixels(canvas, colourType, depth, idat.palette, idat.transparency);
      boolean whole = true;
      if (interlaced) {
        for (int pass = 0; pass < 7 && whole; pass++) {
          whole =
              readPass(
                  idat, pixels, PASS_X[pass], PASS_Y[pass], STEP_X[pass], STEP_Y[pass], deadline);
        }
      } else {
        whole = readPass(idat, pixels, 0, 0, 1, 1, deadline);
      }
      if (!whole && idat.rowsRead == 0) {
        throw cursor.damaged();
      }
      return canvas.finish(!whole);
    }
  }

  private boolean readPass(
      Idat idat, PngPixels pixels, int x0, int y0, int dx, int dy, Deadline deadline)
      throws RefusedPicture {
    int columns = (width - x0 + dx - 1) / dx;
    if (columns <= 0) {
      return true;
    }
    int bitsPerPixel = depth * PngPixels.channels(colourType);
    int rowBytes = (int) (((long) columns * bitsPerPixel + 7) / 8);
    int back = Math.max(1, bitsPerPixel / 8);
    byte[] row = new byte[rowBytes + 1];
    byte[] previous = new byte[rowBytes + 1];
    for (int y = y0; y < height; y += dy) {
      if ((y & 15) == 0) {
        deadline.check();
      }
      if (!idat.fill(row)) {
        return false;
      }
      if (!PngFilter.undo(row, previous, back)) {
        return false;
      }
      pixels.row(row, columns, y * width + x0, dx);
      idat.rowsRead++;
      byte[] swap = previous;
      previous = row;
      row = swap;
    }
    return true;
  }

  /// The compressed data of all IDAT chunks as one stream, and the palette before it.
  private final class Idat implements AutoCloseable {

    private final Inflater inflater = new Inflater();
    private long nextChunk = 8;
    byte @Nullable [] palette;
    byte @Nullable [] transparency;
    int rowsRead;

    Idat() throws RefusedPicture {
      if (!advance()) {
        throw cursor.damaged();
      }
    }

    /// Moves on to the next IDAT chunk, taking palette and transparency on the way.
    private boolean advance() throws RefusedPicture {
      while (nextChunk + 8 <= bytes.length) {
        long length = cursor.u32(nextChunk);
        int at = (int) nextChunk + 8;
        int there = (int) Math.min(length, bytes.length - at);
        boolean data = cursor.is(nextChunk + 4, "IDAT");
        if (cursor.is(nextChunk + 4, "PLTE")) {
          palette = java.util.Arrays.copyOfRange(bytes, at, at + Math.min(there, 768));
        } else if (cursor.is(nextChunk + 4, "tRNS")) {
          transparency = java.util.Arrays.copyOfRange(bytes, at, at + Math.min(there, 256));
        } else if (cursor.is(nextChunk + 4, "IEND")) {
          return false;
        }
        nextChunk += 12 + length;
        if (data && there > 0) {
          inflater.setInput(bytes, at, there);
          return true;
        }
      }
      return false;
    }

    boolean fill(byte[] row) throws RefusedPicture {
      int filled = 0;
      try {
        while (filled < row.length) {
          int got = inflater.inflate(row, filled, row.length - filled);
          filled += got;
          if (got == 0) {
            if (inflater.finished() || inflater.needsDictionary()) {
              return false;
            }
            if (inflater.needsInput() && !advance()) {
              return false;
            }
          }
        }
        return true;
      } catch (DataFormatException broken) {
        return false;
      }
    }

    @Override
    public void close() {
      inflater.end();
    }
  }
}
