package dev.watchword.adapters.imaging;

import org.jspecify.annotations.Nullable;

/// Puts unfiltered PNG rows onto a canvas as eight-bit grey or colour (W3C PNG §6.1, §11.3.1.1).
final class PngPixels {

  private final FrameCanvas canvas;
  private final int colourType;
  private final int depth;
  private final byte @Nullable [] palette;
  private final byte @Nullable [] transparency;

  PngPixels(
      FrameCanvas canvas,
      int colourType,
      int depth,
      byte @Nullable [] palette,
      byte @Nullable [] transparency) {
    this.canvas = canvas;
    this.colourType = colourType;
    this.depth = depth;
    this.palette = palette;
    this.transparency = transparency;
  }

  static int channels(int colourType) {
    return switch (colourType) {
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 1;
    };
  }

  /// @param row filter byte, then samples
  /// @param at index of the first pixel on the canvas
  /// @param step pixels on the canvas from one to the next
  void row(byte[] row, int columns, int at, int step) {
    switch (colourType) {
      case 0 -> greyRow(row, columns, at, step);
      case 3 -> paletteRow(row, columns, at, step);
      default -> colourRow(row, columns, at, step);
    }
  }

  private void greyRow(byte[] row, int columns, int at, int step) {
    int maximum = depth >= 8 ? 255 : (1 << depth) - 1;
    int clear = key(0);
    for (int i = 0; i < columns; i++) {
      int value = packed(row, i);
      canvas.grey(at + i * step, depth >= 8 ? value : value * 255 / maximum);
      if (clear >= 0) {
        canvas.alpha(at + i * step, full(row, i) == clear ? 0 : 255);
      }
    }
  }

  private void paletteRow(byte[] row, int columns, int at, int step) {
    byte[] colours = palette == null ? new byte[0] : palette;
    byte[] opacities = transparency == null ? new byte[0] : transparency;
    for (int i = 0; i < columns; i++) {
      int entry = packed(row, i);
      int place = at + i * step;
      if (entry * 3 + 2 < colours.length) {
        canvas.rgb(
            place,
            colours[entry * 3] & 0xFF,
            colours[entry * 3 + 1] & 0xFF,
            colours[entry * 3 + 2] & 0xFF);
      } else {
        canvas.grey(place, 0);
      }
      if (opacities.length > 0) {
        canvas.alpha(place, entry < opacities.length ? opacities[entry] & 0xFF : 255);
      }
    }
  }

  private void colourRow(byte[] row, int columns, int at, int step) {
    int bytesPerSample = depth / 8;
    int channels = channels(colourType);
    boolean keyed = colourType == 2 && transparency != null && transparency.length >= 6;
    int from = 1;
    for (int i = 0; i < columns; i++, from += channels * bytesPerSample) {
      int place = at + i * step;
      if (colourType == 4) {
        canvas.grey(place, row[from] & 0xFF);
        canvas.alpha(place, row[from + bytesPerSample] & 0xFF);
        continue;
      }
      canvas.rgb(
          place,
          row[from] & 0xFF,
          row[from + bytesPerSample] & 0xFF,
          row[from + 2 * bytesPerSample] & 0xFF);
      if (colourType == 6) {
        canvas.alpha(place, row[from + 3 * bytesPerSample] & 0xFF);
      } else if (keyed) {
        boolean clear =
            full(row, 3 * i) == key(0)
                && full(row, 3 * i + 1) == key(1)
                && full(row, 3 * i + 2) == key(2);
        canvas.alpha(place, clear ? 0 : 255);
      }
    }
  }

  /// The colour that stands for transparent (tRNS), or -1.
  private int key(int channel) {
    byte[] keys = transparency;
    if (keys == null || keys.length < 2 * channel + 2) {
      return -1;
    }
    return (keys[2 * channel] & 0xFF) << 8 | keys[2 * channel + 1] & 0xFF;
  }

  /// A sample at its full depth.
  private int full(byte[] row, int sample) {
    return depth == 16
        ? (row[1 + 2 * sample] & 0xFF) << 8 | row[2 + 2 * sample] & 0xFF
        : packed(row, sample);
  }

  /// A sample of up to eight bits; the upper eight of sixteen.
  private int packed(byte[] row, int sample) {
    return switch (depth) {
      case 8 -> row[1 + sample] & 0xFF;
      case 16 -> row[1 + 2 * sample] & 0xFF;
      default -> {
        int bit = sample * depth;
        yield (row[1 + bit / 8] & 0xFF) >> (8 - depth - bit % 8) & ((1 << depth) - 1);
      }
    };
  }
}
