package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.Diagnosis;
import java.util.Optional;

/// A code whose modules drown in grain: a plane square that differs a little more from place to
/// place than grain does.
///
/// Grain of neighbouring pixels is independent, so means over four by four pixels vary by a
/// sixteenth of it; modules are as large as these and add what they differ by.
final class FaintPatch {

  private static final int CELL = 4;

  /// Cells a side of a block.
  private static final int BLOCK = 4;

  /// Blocks that belong together differ by no more than so many levels.
  private static final double ALIKE = 12;

  private static final int LEAST_BLOCKS = 25;
  private static final int MOST_BLOCKS = 2500;
  private static final double MOST_STRETCH = 1.35;
  private static final double LEAST_FILL = 0.75;

  /// How much more means must vary than by grain alone, and how much they may.
  private static final double LEAST_EXCESS = 1.1;

  private static final double MOST_EXCESS = 4;
  private static final double LEAST_GRAIN = 1.5;
  private static final double MOST_GRAIN = 25;

  private FaintPatch() {}

  static Optional<Diagnosis> in(GreyImage image) {
    int side = CELL * BLOCK;
    int columns = image.width / side;
    int rows = image.height / side;
    double[] means = new double[columns * rows];
    double[] grains = new double[columns * rows];
    double[] cells = new double[columns * rows];
    for (int i = 0; i < means.length; i++) {
      measure(image, i % columns * side, i / columns * side, i, means, grains, cells);
    }
    int[] region =
        Regions.of(
            columns,
            rows,
            (i, j) ->
                Math.abs(means[i] - means[j]) < ALIKE && grainy(grains[i]) && grainy(grains[j]));
    for (Regions.Region found : Regions.list(region, columns)) {
      if (found.blocks() < LEAST_BLOCKS
          || found.blocks() > MOST_BLOCKS
          || found.stretch() > MOST_STRETCH
          || found.fill() < LEAST_FILL) {
        continue;
      }
      double grain = 0;
      double cell = 0;
      for (int i = 0; i < region.length; i++) {
        if (region[i] == found.label()) {
          grain += grains[i];
          cell += cells[i];
        }
      }
      double excess = cell * CELL * CELL / grain;
      if (excess > LEAST_EXCESS && excess < MOST_EXCESS) {
        double levels = 2 * Math.sqrt((cell - grain / (CELL * CELL)) / found.blocks());
        return Optional.of(new Diagnosis.LowContrast(levels));
      }
    }
    return Optional.empty();
  }

  private static boolean grainy(double variance) {
    return variance > LEAST_GRAIN * LEAST_GRAIN && variance < MOST_GRAIN * MOST_GRAIN;
  }

  /// The mean of a block, the variance of its pixels about the means of their cells, and the
  /// variance of these means.
  private static void measure(
      GreyImage image, int left, int top, int at, double[] means, double[] grains, double[] cells) {
    double sum = 0;
    double squares = 0;
    double within = 0;
    for (int c = 0; c < BLOCK * BLOCK; c++) {
      int x0 = left + c % BLOCK * CELL;
      int y0 = top + c / BLOCK * CELL;
      double s = 0;
      double q = 0;
      for (int k = 0; k < CELL * CELL; k++) {
        int level = image.at(x0 + k % CELL, y0 + k / CELL);
        s += level;
        q += level * level;
      }
      double mean = s / (CELL * CELL);
      within += (q - s * mean) / (CELL * CELL - 1);
      sum += mean;
      squares += mean * mean;
    }
    int n = BLOCK * BLOCK;
    means[at] = sum / n;
    grains[at] = within / n;
    cells[at] = (squares - sum * sum / n) / (n - 1);
  }
}
