package dev.watchword.adapters.imaging;

import java.util.ArrayList;
import java.util.List;

/// A picture and its halvings, each pixel the mean of four of the level before: where a module has
/// many pixels, a smaller level does the averaging over its area once for all.
///
/// A point (x, y) of the picture is (x / 2ⁿ, y / 2ⁿ) at level n. Thread-safe.
final class Pyramid {

  private static final int SMALLEST_SIDE = 24;
  private static final int MOST_LEVELS = 8;

  private final List<GreyImage> levels = new ArrayList<>();

  Pyramid(GreyImage picture) {
    levels.add(picture);
  }

  /// The highest level that there is.
  int top() {
    GreyImage base = levels.getFirst();
    int side = Math.min(base.width, base.height);
    int top = 0;
    while (top < MOST_LEVELS && side >> (top + 1) >= SMALLEST_SIDE) {
      top++;
    }
    return top;
  }

  /// @param index 0 for the picture itself; what is over the top gives the top
  synchronized GreyImage level(int index) {
    int wanted = Math.min(index, top());
    while (levels.size() <= wanted) {
      levels.add(half(levels.getLast()));
    }
    return levels.get(wanted);
  }

  /// A level smoothed by a binomial of three pixels both ways: grain and the gaps between dots go,
  /// finder patterns stay.
  GreyImage smoothed(int index) {
    GreyImage image = level(index);
    int width = image.width;
    int height = image.height;
    byte[] from = image.pixels;
    byte[] to = new byte[width * height];
    int[] sums = new int[width];
    for (int y = 0; y < height; y++) {
      int at = y * width;
      int above = Math.max(0, y - 1) * width;
      int below = Math.min(height - 1, y + 1) * width;
      for (int x = 0; x < width; x++) {
        sums[x] = (from[above + x] & 0xFF) + 2 * (from[at + x] & 0xFF) + (from[below + x] & 0xFF);
      }
      for (int x = 0; x < width; x++) {
        int left = sums[Math.max(0, x - 1)];
        int right = sums[Math.min(width - 1, x + 1)];
        to[at + x] = (byte) ((left + 2 * sums[x] + right + 8) >> 4);
      }
    }
    return new GreyImage(to, width, height);
  }

  private static GreyImage half(GreyImage image) {
    int width = image.width / 2;
    int height = image.height / 2;
    byte[] from = image.pixels;
    byte[] to = new byte[width * height];
    for (int y = 0; y < height; y++) {
      int upper = 2 * y * image.width;
      int lower = upper + image.width;
      int at = y * width;
      for (int x = 0; x < width; x++, upper += 2, lower += 2) {
        int sum =
            (from[upper] & 0xFF)
                + (from[upper + 1] & 0xFF)
                + (from[lower] & 0xFF)
                + (from[lower + 1] & 0xFF);
        to[at + x] = (byte) ((sum + 2) >> 2);
      }
    }
    return new GreyImage(to, width, height);
  }
}
