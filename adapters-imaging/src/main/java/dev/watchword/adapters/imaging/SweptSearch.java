package dev.watchword.adapters.imaging;

import java.util.Optional;

/// Finds the grid of a bent symbol from its finders, by following both timing patterns.
final class SweptSearch {

  /// How far ahead a finder's modules are measured along a side, in modules.
  private static final double AHEAD = 20;

  /// Modules by which perspective may move the far corner, and the steps to look in.
  private static final double FAR_REACH = 4;

  private static final double[] FAR_STEPS = {0.5, 0.15};

  private SweptSearch() {}

  /// @param image the level to look in
  /// @param scale pixels of the image a pixel of the picture
  /// @return nothing where one of the patterns cannot be followed, or they count differently
  static Optional<SweptGrid> of(GreyImage image, FinderTriple triple, double scale) {
    FinderPattern a = triple.corner().scaled(scale);
    FinderPattern b = triple.right().scaled(scale);
    FinderPattern c = triple.below().scaled(scale);
    ModuleRuler ruler = new ModuleRuler(image);
    Optional<TimingTrace> across =
        TimingTrace.between(
            image,
            end(ruler, a, a, c),
            end(ruler, b, a, c),
            Math.min(a.contrast(), b.contrast()),
            triple.inverted());
    if (across.isEmpty()) {
      return Optional.empty();
    }
    return TimingTrace.between(
            image,
            end(ruler, a, a, b),
            end(ruler, c, a, b),
            Math.min(a.contrast(), c.contrast()),
            triple.inverted())
        .filter(down -> down.size() == across.get().size())
        .map(down -> fitted(image, new SweptGrid(across.get(), down), triple.inverted()));
  }

  /// With the far corner where the alignment patterns are met the best.
  private static SweptGrid fitted(GreyImage image, SweptGrid start, boolean inverted) {
    int n = start.size();
    double ux = (start.x(n, 0) - start.x(0, 0)) / n;
    double uy = (start.y(n, 0) - start.y(0, 0)) / n;
    double vx = (start.x(0, n) - start.x(0, 0)) / n;
    double vy = (start.y(0, n) - start.y(0, 0)) / n;
    SweptGrid best = start;
    double score = PatternMatch.of(image, start, inverted);
    double reach = FAR_REACH;
    for (double step : FAR_STEPS) {
      SweptGrid middle = best;
      for (double i = -reach; i <= reach; i += step) {
        for (double j = -reach; j <= reach; j += step) {
          SweptGrid moved = middle.moved(i * ux + j * vx, i * uy + j * vy);
          double movedScore = PatternMatch.of(image, moved, inverted);
          if (movedScore > score) {
            score = movedScore;
            best = moved;
          }
        }
      }
      reach = step;
    }
    return best;
  }

  /// A finder as the end of a timing pattern that runs across the direction of `from` to `to`.
  private static TimingTrace.End end(
      ModuleRuler ruler, FinderPattern at, FinderPattern from, FinderPattern to) {
    double distance = from.distanceTo(to);
    double dx = (to.x() - from.x()) / distance;
    double dy = (to.y() - from.y()) / distance;
    double reach = AHEAD * at.moduleSize();
    double module =
        ruler.measure(
            at.x(),
            at.y(),
            at.x() + dx * reach,
            at.y() + dy * reach,
            at.moduleSize(),
            at.contrast());
    return new TimingTrace.End(at.x(), at.y(), dx * module, dy * module);
  }
}
