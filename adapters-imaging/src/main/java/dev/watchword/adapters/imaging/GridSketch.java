package dev.watchword.adapters.imaging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// First guesses of a symbol's grid from three finders: how many modules a side, how much tilt.
///
/// @param map the guess
/// @param timing how well it meets the timing patterns, -1 to 1
/// @param finders how well the finders stand along the sides that they make, -1 to 1
record GridSketch(Homography map, double timing, double finders) {

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
    double finders =
        modules > LARGEST * 1.15
            ? 0
            : findersStand(image, ruler, a, b, c, new double[] {ab, ba, ac, ca}, triple.inverted());
    if (finders < MEAN_FINDER) {
      return List.of();
    }
    double weightB = Math.clamp(Math.sqrt(ab / ba), 0.7, 1.4);
    double weightC = Math.clamp(Math.sqrt(ac / ca), 0.7, 1.4);
    List<GridSketch> sketches = new ArrayList<>();
    for (int version : versions(right, below)) {
      int size = 17 + 4 * version;
      GridSketch best = null;
      for (double tilt : new double[] {0, 0.5, 1}) {
        double wb = Math.pow(weightB, tilt);
        double wc = Math.pow(weightC, tilt);
        if (wb + wc < 1.15) {
          continue;
        }
        Homography map = new Homography(size, a.x(), a.y(), b.x(), b.y(), c.x(), c.y(), wb, wc);
        GridSketch sketch =
            new GridSketch(map, PatternMatch.ofTiming(image, map, triple.inverted()), finders);
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

  /// The versions that a count of modules along both sides may mean; on a bent surface the two
  /// differ, and either may be right.
  private static SortedSet<Integer> versions(double right, double below) {
    SortedSet<Integer> versions = new TreeSet<>();
    for (double modules : new double[] {right, below, (right + below) / 2}) {
      int nearest = (int) Math.round((modules - 17) / 4);
      int off = modules > 100 ? VERSIONS_OFF + 2 : VERSIONS_OFF;
      for (int version = Math.max(1, nearest - off);
          version <= Math.min(40, nearest + off);
          version++) {
        versions.add(version);
      }
    }
    return versions;
  }

  /// How well the three look like finders along the sides of the symbol that they would make: the
  /// cheap test that most chance triples, of letters for instance, fail.
  ///
  /// @param sizes of modules: at a towards b, at b towards a, at a towards c, at c towards a
  private static double findersStand(
      GreyImage image,
      ModuleRuler ruler,
      FinderPattern a,
      FinderPattern b,
      FinderPattern c,
      double[] sizes,
      boolean inverted) {
    double rightX = (b.x() - a.x()) / a.distanceTo(b);
    double rightY = (b.y() - a.y()) / a.distanceTo(b);
    double belowX = (c.x() - a.x()) / a.distanceTo(c);
    double belowY = (c.y() - a.y()) / a.distanceTo(c);
    double atA =
        finder(
            image,
            0,
            a,
            rightX * sizes[0],
            rightY * sizes[0],
            belowX * sizes[2],
            belowY * sizes[2],
            inverted);
    if (atA < LEAST_FINDER) {
      return 0;
    }
    double long1 = 20 * b.moduleSize();
    double bDown =
        ruler.measure(
            b.x(),
            b.y(),
            b.x() + belowX * long1,
            b.y() + belowY * long1,
            b.moduleSize(),
            b.contrast());
    double atB =
        finder(
            image,
            1,
            b,
            rightX * sizes[1],
            rightY * sizes[1],
            belowX * bDown,
            belowY * bDown,
            inverted);
    if (atB < LEAST_FINDER) {
      return 0;
    }
    double long2 = 20 * c.moduleSize();
    double cRight =
        ruler.measure(
            c.x(),
            c.y(),
            c.x() + rightX * long2,
            c.y() + rightY * long2,
            c.moduleSize(),
            c.contrast());
    double atC =
        finder(
            image,
            2,
            c,
            rightX * cRight,
            rightY * cRight,
            belowX * sizes[3],
            belowY * sizes[3],
            inverted);
    return atC < LEAST_FINDER ? 0 : (atA + atB + atC) / 3;
  }

  /// How well one finder is met by modules of a given size and slant.
  private static double finder(
      GreyImage image,
      int which,
      FinderPattern at,
      double ux,
      double uy,
      double vx,
      double vy,
      boolean inverted) {
    double ax = at.x() - (which == 1 ? 14 * ux : 0) - (which == 2 ? 14 * vx : 0);
    double ay = at.y() - (which == 1 ? 14 * uy : 0) - (which == 2 ? 14 * vy : 0);
    Homography map =
        Homography.flat(21, ax, ay, ax + 14 * ux, ay + 14 * uy, ax + 14 * vx, ay + 14 * vy);
    double match =
        PatternMatch.ofBlock(image, map, FunctionPatterns.ofVersion(1).blocks().get(which));
    return inverted ? -match : match;
  }
}
