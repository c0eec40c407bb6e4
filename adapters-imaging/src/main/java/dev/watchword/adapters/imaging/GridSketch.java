package dev.watchword.adapters.imaging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// First guesses of a symbol's grid from three finders: how many modules a side, how much tilt.
///
/// @param map the guess
/// @param timing how well it meets the timing patterns, -1 to 1
record GridSketch(Homography map, double timing) {

  /// Counting modules over a distance may be off by so many versions.
  private static final int VERSIONS_OFF = 2;

  private static final int LARGEST = 177;

  /// How well each of the finders, and all in the mean, must be met.
  private static final double LEAST_FINDER = 0.25;

  private static final double MEAN_FINDER = 0.42;

  /// Guesses for a triple, the one that meets the timing patterns best first.
  ///
  /// @param image the level to measure in
  /// @param scale pixels of the image a pixel of the picture
  static List<GridSketch> of(GreyImage image, FinderTriple triple, double scale) {
    FinderPattern a = triple.corner().scaled(scale);
    FinderPattern b = triple.right().scaled(scale);
    FinderPattern c = triple.below().scaled(scale);
    ModuleRuler ruler = new ModuleRuler(image);
    double ab = ruler.measure(a.x(), a.y(), b.x(), b.y(), a.moduleSize(), a.contrast());
    double ba = ruler.measure(b.x(), b.y(), a.x(), a.y(), b.moduleSize(), b.contrast());
    double ac = ruler.measure(a.x(), a.y(), c.x(), c.y(), a.moduleSize(), a.contrast());
    double ca = ruler.measure(c.x(), c.y(), a.x(), a.y(), c.moduleSize(), c.contrast());
    double right = a.distanceTo(b) / Math.sqrt(ab * ba) + 7;
    double below = a.distanceTo(c) / Math.sqrt(ac * ca) + 7;
    if (Math.max(right, below) > 1.45 * Math.min(right, below)) {
      return List.of();
    }
    double modules = (right + below) / 2;
    if (modules > LARGEST * 1.15 || !findersStand(image, a, b, c, modules, triple.inverted())) {
      return List.of();
    }
    int nearest = (int) Math.round((modules - 17) / 4);
    double weightB = Math.clamp(Math.sqrt(ab / ba), 0.7, 1.4);
    double weightC = Math.clamp(Math.sqrt(ac / ca), 0.7, 1.4);
    List<GridSketch> sketches = new ArrayList<>();
    for (int version = nearest - VERSIONS_OFF - modulesSlack(modules); version <= nearest + VERSIONS_OFF + modulesSlack(modules); version++) {
      int size = 17 + 4 * version;
      if (version < 1 || size > LARGEST) {
        continue;
      }
      GridSketch best = null;
      for (double tilt : new double[] {0, 0.5, 1}) {
        double wb = Math.pow(weightB, tilt);
        double wc = Math.pow(weightC, tilt);
        if (wb + wc < 1.15) {
          continue;
        }
        Homography map = new Homography(size, a.x(), a.y(), b.x(), b.y(), c.x(), c.y(), wb, wc);
        GridSketch sketch = new GridSketch(map, PatternMatch.ofTiming(image, map, triple.inverted()));
        if (best == null || sketch.timing > best.timing) {
          best = sketch;
        }
      }
      if (best != null) {
        sketches.add(best);
      }
    }
    sketches.sort(Comparator.comparingDouble(GridSketch::timing).reversed());
    return sketches;
  }

  /// Whether the three look like finders along the sides of the symbol that they would make: the
  /// cheap test that most chance triples, of letters for instance, fail.
  private static boolean findersStand(GreyImage image, FinderPattern a, FinderPattern b, FinderPattern c, double modules, boolean inverted) {
    int size = 17 + 4 * (int) Math.clamp(Math.round((modules - 17) / 4), 1, 40);
    double stretch = (size - 7) / Math.max(7, modules - 7);
    Homography map =
        Homography.flat(
            size,
            a.x(), a.y(),
            a.x() + (b.x() - a.x()) * stretch, a.y() + (b.y() - a.y()) * stretch,
            a.x() + (c.x() - a.x()) * stretch, a.y() + (c.y() - a.y()) * stretch);
    List<FunctionPatterns.Block> finders = FunctionPatterns.ofVersion((size - 17) / 4).blocks().subList(0, 3);
    int sign = inverted ? -1 : 1;
    double atA = sign * PatternMatch.ofBlock(image, map, finders.get(0));
    if (atA < LEAST_FINDER) {
      return false;
    }
    double atB = sign * PatternMatch.ofBlock(image, map, finders.get(1), b.x() - map.bx(), b.y() - map.by());
    double atC = sign * PatternMatch.ofBlock(image, map, finders.get(2), c.x() - map.cx(), c.y() - map.cy());
    return Math.min(atB, atC) > LEAST_FINDER && atA + atB + atC > 3 * MEAN_FINDER;
  }

  /// Large symbols are miscounted by more.
  private static int modulesSlack(double modules) {
    return modules > 100 ? 2 : 0;
  }
}
