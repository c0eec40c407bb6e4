package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.Diagnosis;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Tells the sides at which a picture cuts through a code: there the last line of pixels alternates
/// in steps of a module, as nothing but a code does.
final class CutEdges {

  /// Edges in a row that make a line one of modules.
  private static final int LEAST_EDGES = 8;

  /// The longest stretch of modules of one colour that is likely, and the longest in the mean.
  private static final double LONGEST_RUN = 6.5;

  private static final double MEAN_RUN = 3;
  private static final double SHORTEST_RUN = 0.45;

  /// A line cuts through one code at most, so it is looked at no further than this from the finder.
  private static final int FARTHEST = 120;

  private CutEdges() {}

  static Set<Diagnosis.Side> of(GreyImage image, List<FinderPattern> finders) {
    Set<Diagnosis.Side> sides = EnumSet.noneOf(Diagnosis.Side.class);
    EdgeScan scan = new EdgeScan(Math.max(image.width, image.height));
    for (FinderPattern finder : finders) {
      for (Diagnosis.Side side : Diagnosis.Side.values()) {
        if (!sides.contains(side) && cuts(image, finder, side, scan)) {
          sides.add(side);
        }
      }
    }
    return sides;
  }

  private static boolean cuts(
      GreyImage image, FinderPattern finder, Diagnosis.Side side, EdgeScan scan) {
    boolean level = side == Diagnosis.Side.TOP || side == Diagnosis.Side.BOTTOM;
    double module = level ? finder.across() : finder.down();
    double at = level ? finder.x() : finder.y();
    double away =
        switch (side) {
          case TOP -> finder.y();
          case BOTTOM -> image.height - finder.y();
          case LEFT -> finder.x();
          case RIGHT -> image.width - finder.x();
        };
    if (away > FARTHEST * module) {
      return false;
    }
    double inside = Math.min(1.5, module / 2);
    int from = (int) Math.max(0, at - FARTHEST * module);
    double x = level ? from : side == Diagnosis.Side.LEFT ? inside : image.width - inside;
    double y = !level ? from : side == Diagnosis.Side.TOP ? inside : image.height - inside;
    int length =
        scan.fill(image, x, y, level ? 1 : 0, level ? 0 : 1, (int) (2 * FARTHEST * module));
    scan.scan(length, (float) Math.max(4, 0.45 * finder.contrast()));
    int run = 0;
    for (int i = 1; i < scan.count(); i++) {
      double width = scan.edges[i] - scan.edges[i - 1];
      run = width < LONGEST_RUN * module && width > SHORTEST_RUN * module ? run + 1 : 0;
      if (run >= LEAST_EDGES && scan.edges[i] - scan.edges[i - run] < MEAN_RUN * module * run) {
        return true;
      }
    }
    return false;
  }
}
