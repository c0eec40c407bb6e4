package dev.watchword.adapters.imaging;

/// Lays a homography over the function patterns as exactly as they allow: eight numbers, each moved
/// as long as the match gets better, by smaller and smaller steps.
final class GridFit {

  /// Steps in modules; the last is well under the quarter of a module that sampling stands.
  private static final double[] STEPS = {0.5, 0.25, 0.12, 0.06};

  private static final int MOST_ROUNDS = 4;

  /// Finer steps do not make a symbol of what is met less than this.
  private static final double HOPELESS = 0.42;

  /// Nor do the coarse ones of this: the three finders of a symbol, which a start is laid on, make
  /// more already.
  private static final double NO_START = 0.12;

  private GridFit() {}

  static Homography refine(GreyImage image, Homography start, boolean inverted, int firstStep) {
    Homography best = start;
    double score = PatternMatch.of(image, best, inverted);
    if (score < NO_START) {
      return start;
    }
    double module =
        Math.hypot(start.bx() - start.ax(), start.by() - start.ay()) / (start.size() - 7);
    for (int step = firstStep; step < STEPS.length; step++) {
      for (int round = 0; round < MOST_ROUNDS; round++) {
        boolean better = false;
        for (int parameter = 7; parameter >= 0; parameter--) {
          double by = parameter < 6 ? STEPS[step] * module : STEPS[step] / (start.size() - 7) * 2;
          for (int direction = -1; direction <= 1; direction += 2) {
            Homography moved = best.moved(parameter, direction * by);
            double movedScore = PatternMatch.of(image, moved, inverted);
            if (movedScore > score + 1e-4) {
              best = moved;
              score = movedScore;
              better = true;
              break;
            }
          }
        }
        if (!better) {
          break;
        }
      }
      if (score < HOPELESS) {
        return best;
      }
    }
    return best;
  }
}
