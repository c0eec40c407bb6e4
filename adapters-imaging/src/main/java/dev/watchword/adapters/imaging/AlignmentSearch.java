package dev.watchword.adapters.imaging;

import java.util.ArrayList;
import java.util.List;

/// Looks for the alignment pattern at the lower right of a symbol, which tells a turned plane from
/// a parallelogram.
final class AlignmentSearch {

  private static final double STRIDE = 0.5;
  private static final double ACCEPTED = 0.55;

  private AlignmentSearch() {}

  /// The maps that lay the pattern on one of the best places near where it is expected, best first.
  ///
  /// @param reach how far to look, in modules
  /// @param most how many to give
  static List<Homography> candidates(
      GreyImage image, Homography map, boolean inverted, double reach, int most) {
    int version = (map.size() - 17) / 4;
    if (version < 2) {
      return List.of();
    }
    FunctionPatterns.Block block = lastAlignment(version, map.size());
    double middle = map.size() - 6.5;
    double x0 = map.x(middle, middle);
    double y0 = map.y(middle, middle);
    double ux = (map.bx() - map.ax()) / (map.size() - 7);
    double uy = (map.by() - map.ay()) / (map.size() - 7);
    double vx = (map.cx() - map.ax()) / (map.size() - 7);
    double vy = (map.cy() - map.ay()) / (map.size() - 7);
    int n = (int) (reach / STRIDE);
    int side = 2 * n + 1;
    double[] scores = new double[side * side];
    for (int j = -n; j <= n; j++) {
      for (int i = -n; i <= n; i++) {
        double dx = STRIDE * (i * ux + j * vx);
        double dy = STRIDE * (i * uy + j * vy);
        double score = PatternMatch.ofBlock(image, map, block, dx, dy);
        scores[(j + n) * side + i + n] = inverted ? -score : score;
      }
    }
    List<int[]> peaks = new ArrayList<>();
    for (int j = 0; j < side; j++) {
      for (int i = 0; i < side; i++) {
        if (scores[j * side + i] > ACCEPTED && peak(scores, side, i, j)) {
          peaks.add(new int[] {i, j});
        }
      }
    }
    peaks.sort((p, q) -> Double.compare(scores[q[1] * side + q[0]], scores[p[1] * side + p[0]]));
    return peaks.stream()
        .limit(most)
        .map(p -> {
          double i = STRIDE * (p[0] - n);
          double j = STRIDE * (p[1] - n);
          return map.through(middle, x0 + i * ux + j * vx, y0 + i * uy + j * vy);
        })
        .toList();
  }

  private static FunctionPatterns.Block lastAlignment(int version, int size) {
    for (FunctionPatterns.Block block : FunctionPatterns.ofVersion(version).blocks()) {
      if (block.dark().length == 25
          && block.columns()[12] == size - 7
          && block.rows()[12] == size - 7) {
        return block;
      }
    }
    throw new IllegalStateException(
        "version " + version + " has an alignment pattern at the lower right");
  }

  private static boolean peak(double[] scores, int side, int i, int j) {
    double here = scores[j * side + i];
    for (int y = Math.max(0, j - 1); y <= Math.min(side - 1, j + 1); y++) {
      for (int x = Math.max(0, i - 1); x <= Math.min(side - 1, i + 1); x++) {
        if (scores[y * side + x] > here) {
          return false;
        }
      }
    }
    return true;
  }
}
