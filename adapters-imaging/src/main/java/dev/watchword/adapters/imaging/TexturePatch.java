package dev.watchword.adapters.imaging;

import java.util.ArrayDeque;
import java.util.Optional;

/// A square of a picture that is busy all over and half dark, as a code is and text, which has more
/// paper than ink, is not: the trace of a code whose finders cannot be made out.
///
/// @param x of its middle, in pixels
/// @param y of its middle, in pixels
/// @param side of its bounding square, in pixels
/// @param pixelsPerModule estimated from how often its lines cross their mean
record TexturePatch(double x, double y, double side, double pixelsPerModule) {

  private static final int BLOCK = 6;
  private static final double LEAST_DEVIATION = 14;

  /// Means of half-dark blocks lie so far between the picture's dark and light.
  private static final double DARKEST = 0.2;

  private static final double LIGHTEST = 0.72;
  private static final int LEAST_BLOCKS = 9;
  private static final double LEAST_FILL = 0.7;
  private static final double MOST_STRETCH = 1.4;

  /// Blocks of a few modules each, whatever their size, are met at one of so many levels.
  private static final int LEVELS = 3;

  /// The largest such square of a picture.
  static Optional<TexturePatch> in(Pyramid pyramid) {
    Optional<TexturePatch> best = Optional.empty();
    for (int level = 0; level < LEVELS && level <= pyramid.top(); level++) {
      int factor = 1 << level;
      Optional<TexturePatch> patch =
          in(pyramid.level(level))
              .map(seen ->
                  new TexturePatch(
                      seen.x * factor,
                      seen.y * factor,
                      seen.side * factor,
                      seen.pixelsPerModule * factor));
      if (patch.isPresent() && (best.isEmpty() || best.get().side < 0.8 * patch.get().side)) {
        best = patch;
      }
    }
    return best;
  }

  private static Optional<TexturePatch> in(GreyImage image) {
    int columns = image.width / BLOCK;
    int rows = image.height / BLOCK;
    int low = quantile(image, 0.02);
    int high = quantile(image, 0.98);
    if (columns < 3 || rows < 3 || high - low < 4 * LEAST_DEVIATION) {
      return Optional.empty();
    }
    boolean[] busy = new boolean[columns * rows];
    for (int i = 0; i < busy.length; i++) {
      busy[i] = busy(image, i % columns * BLOCK, i / columns * BLOCK, low, high);
    }
    Optional<TexturePatch> best = Optional.empty();
    for (int i = 0; i < busy.length; i++) {
      if (busy[i]) {
        int[] box = flood(busy, columns, i);
        Optional<TexturePatch> patch = square(image, box);
        if (patch.isPresent() && (best.isEmpty() || best.get().side < patch.get().side)) {
          best = patch;
        }
      }
    }
    return best;
  }

  private static boolean busy(GreyImage image, int left, int top, int low, int high) {
    double sum = 0;
    double squares = 0;
    for (int y = top; y < top + BLOCK; y++) {
      for (int x = left; x < left + BLOCK; x++) {
        int level = image.at(x, y);
        sum += level;
        squares += level * level;
      }
    }
    double mean = sum / (BLOCK * BLOCK);
    double share = (mean - low) / (high - low);
    return squares / (BLOCK * BLOCK) - mean * mean > LEAST_DEVIATION * LEAST_DEVIATION
        && share > DARKEST
        && share < LIGHTEST;
  }

  /// @return left, top, right, bottom in blocks, and how many blocks; they are taken out
  private static int[] flood(boolean[] busy, int columns, int start) {
    int[] box = {start % columns, start / columns, start % columns, start / columns, 0};
    ArrayDeque<Integer> open = new ArrayDeque<>();
    open.add(start);
    busy[start] = false;
    while (!open.isEmpty()) {
      int at = open.remove();
      int x = at % columns;
      int y = at / columns;
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
      box[4]++;
      int[] next = {
        x > 0 ? at - 1 : at, x + 1 < columns ? at + 1 : at, at - columns, at + columns
      };
      for (int other : next) {
        if (other >= 0 && other < busy.length && busy[other]) {
          busy[other] = false;
          open.add(other);
        }
      }
    }
    return box;
  }

  private static Optional<TexturePatch> square(GreyImage image, int[] box) {
    int width = box[2] - box[0] + 1;
    int height = box[3] - box[1] + 1;
    double stretch = (double) Math.max(width, height) / Math.min(width, height);
    if (box[4] < LEAST_BLOCKS || box[4] < LEAST_FILL * width * height || stretch > MOST_STRETCH) {
      return Optional.empty();
    }
    double side = BLOCK * (width + height) / 2.0;
    double x = BLOCK * (box[0] + box[2] + 1) / 2.0;
    double y = BLOCK * (box[1] + box[3] + 1) / 2.0;
    return Optional.of(new TexturePatch(x, y, side, pixelsPerModule(image, box)));
  }

  /// In a code every second module differs from the one before it.
  private static double pixelsPerModule(GreyImage image, int[] box) {
    int crossings = 0;
    int pixels = 0;
    for (int y = box[1] * BLOCK; y < (box[3] + 1) * BLOCK; y++) {
      int from = box[0] * BLOCK;
      int to = (box[2] + 1) * BLOCK;
      double mean = 0;
      for (int x = from; x < to; x++) {
        mean += (double) image.at(x, y) / (to - from);
      }
      for (int x = from + 1; x < to; x++) {
        crossings += image.at(x, y) > mean != image.at(x - 1, y) > mean ? 1 : 0;
      }
      pixels += to - from;
    }
    return pixels / (2.0 * Math.max(1, crossings));
  }

  private static int quantile(GreyImage image, double share) {
    int[] histogram = new int[256];
    int count = image.width * image.height;
    for (int i = 0; i < count; i++) {
      histogram[image.pixels[i] & 0xFF]++;
    }
    long rank = (long) (share * count);
    int level = 0;
    for (long seen = histogram[0]; seen <= rank && level < 255; seen += histogram[level]) {
      level++;
    }
    return level;
  }
}
