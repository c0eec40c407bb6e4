package dev.watchword.adapters.imaging;

import java.util.Comparator;
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
  private static final double LEAST_FILL = 0.6;
  private static final double MOST_STRETCH = 1.9;
  private static final double WHOLE = 0.9;

  /// Blocks of a few modules each, whatever their size, are met at one of so many levels.
  private static final int LEVELS = 3;

  /// Modules a side, by estimate.
  double modules() {
    return side / pixelsPerModule;
  }

  /// Whether it is all that the picture shows: noise, a maze or a checkerboard, which go on beyond
  /// its edges; a code has something beside it.
  boolean fills(GreyImage image) {
    return side > WHOLE * (image.width + image.height) / 2;
  }

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
    int[] labels = Regions.of(columns, rows, (i, j) -> busy[i] && busy[j]);
    return Regions.list(labels, columns).stream()
        .filter(region ->
            region.blocks() >= LEAST_BLOCKS
                && region.fill() >= LEAST_FILL
                && region.stretch() <= MOST_STRETCH)
        .max(Comparator.comparingInt(Regions.Region::blocks))
        .map(region -> of(image, region));
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

  private static TexturePatch of(GreyImage image, Regions.Region region) {
    return new TexturePatch(
        BLOCK * (region.left() + region.right() + 1) / 2.0,
        BLOCK * (region.top() + region.bottom() + 1) / 2.0,
        BLOCK * (region.width() + region.height()) / 2.0,
        pixelsPerModule(image, region));
  }

  /// In a code every second module differs from the one before it.
  private static double pixelsPerModule(GreyImage image, Regions.Region region) {
    int crossings = 0;
    int pixels = 0;
    int from = region.left() * BLOCK;
    int to = (region.right() + 1) * BLOCK;
    for (int y = region.top() * BLOCK; y < (region.bottom() + 1) * BLOCK; y++) {
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
