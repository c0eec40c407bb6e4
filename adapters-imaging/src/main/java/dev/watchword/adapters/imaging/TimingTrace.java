package dev.watchword.adapters.imaging;

import java.util.Optional;

/// Follows one timing pattern from finder to finder over a bent surface: of the curves that leave
/// the straight line by a few waves, the one along which dark and light take turns the most evenly.
/// A curve through data modules meets runs of all lengths, so the count of the runs is the size of
/// the symbol, whatever the perspective.
///
/// @param size modules a side
/// @param xs of the edges between the modules, from the first finder's edge to the second's: size -
///   13 of them, in pixels of the image; before and behind them the places beside the finders'
///   middles
/// @param ys likewise
/// @param unevenness how much neighbouring runs differ; 0 is perfect
record TimingTrace(int size, double[] xs, double[] ys, double unevenness) {

  /// The most that a curve may leave the straight line, as shares of its length, for one half wave
  /// and for two; a third is found from there.
  private static final double[] AMPLITUDES = {0.16, 0.06};

  private static final int[] STEPS = {24, 3};
  private static final double[] FINER_STEPS = {0.012, 0.006, 0.003};

  private static final double MOST_UNEVEN = 0.16;

  private static final int MOST_SAMPLES = 1500;

  /// What is known of one end of the pattern.
  ///
  /// @param x of the finder's middle
  /// @param y of the finder's middle
  /// @param moduleX one module from the finder's middle across to the row of the timing pattern
  /// @param moduleY likewise
  record End(double x, double y, double moduleX, double moduleY) {
    double rowX() {
      return x + 3 * moduleX;
    }

    double rowY() {
      return y + 3 * moduleY;
    }
  }

  /// @param contrast levels between dark and light there
  static Optional<TimingTrace> between(
      GreyImage image, End from, End to, double contrast, boolean inverted) {
    Search search = new Search(image, from, to, contrast, inverted);
    double[] best = {0, 0, 0};
    double bestCost = Double.MAX_VALUE;
    for (int i = -STEPS[0]; i <= STEPS[0]; i++) {
      for (int j = -STEPS[1]; j <= STEPS[1]; j++) {
        double[] bow = {AMPLITUDES[0] * i / STEPS[0], AMPLITUDES[1] * j / STEPS[1], 0};
        double cost = search.cost(bow);
        if (cost < bestCost) {
          bestCost = cost;
          best = bow;
        }
      }
    }
    if (bestCost == Double.MAX_VALUE) {
      return Optional.empty();
    }
    for (double step : FINER_STEPS) {
      for (int round = 0; round < 4; round++) {
        double before = bestCost;
        for (int parameter = 0; parameter < 6; parameter++) {
          double[] moved = best.clone();
          moved[parameter / 2] += parameter % 2 == 0 ? step : -step;
          double cost = search.cost(moved);
          if (cost < bestCost) {
            bestCost = cost;
            best = moved;
          }
        }
        if (bestCost == before) {
          break;
        }
      }
    }
    search.cost(best);
    return search.unevenness > MOST_UNEVEN ? Optional.empty() : Optional.of(search.trace(best));
  }

  /// Tries curves on one line of pixels that is used over and over.
  private static final class Search {
    private final GreyImage image;
    private final End from;
    private final End to;
    private final double contrast;
    private final boolean inverted;
    private final int samples;
    private final EdgeScan scan;
    private int first;
    private int runs;
    private double unevenness;

    Search(GreyImage image, End from, End to, double contrast, boolean inverted) {
      this.image = image;
      this.from = from;
      this.to = to;
      this.contrast = contrast;
      this.inverted = inverted;
      double length = Math.hypot(to.rowX() - from.rowX(), to.rowY() - from.rowY());
      this.samples = (int) Math.clamp(length * 1.5, 30, MOST_SAMPLES);
      this.scan = new EdgeScan(samples);
    }

    double x(double s, double[] bow) {
      return from.rowX() + s * (to.rowX() - from.rowX()) + lift(s, bow) * sideX();
    }

    double y(double s, double[] bow) {
      return from.rowY() + s * (to.rowY() - from.rowY()) + lift(s, bow) * sideY();
    }

    /// Across the line, as long as the line.
    private double sideX() {
      return -(to.rowY() - from.rowY());
    }

    private double sideY() {
      return to.rowX() - from.rowX();
    }

    private static double lift(double s, double[] bow) {
      double t = Math.PI * s;
      return bow[0] * Math.sin(t) + bow[1] * Math.sin(2 * t) + bow[2] * Math.sin(3 * t);
    }

    /// How unevenly dark and light take turns along a curve, less for clear edges; `MAX_VALUE`
    /// where the count is that of no symbol.
    double cost(double[] bow) {
      for (int i = 0; i < samples; i++) {
        double s = (i + 0.5) / samples;
        scan.line[i] = image.sample(x(s, bow), y(s, bow));
      }
      scan.scan(samples, (float) Math.max(2, 0.25 * contrast));
      // the line begins and ends inside of the finders' dark rows
      boolean opens = scan.count() > 0 && scan.swings[0] > 0 != inverted;
      first = opens ? 0 : 1;
      int last = scan.count() - 1;
      if (last >= 0 && scan.swings[last] < 0 == inverted) {
        last--;
      }
      runs = last - first;
      int size = runs + 14;
      if (runs < 7 || size % 4 != 1 || size > 177) {
        return Double.MAX_VALUE;
      }
      double sum = 0;
      double swings = 0;
      for (int i = first + 1; i + 2 <= last; i++) {
        double here = scan.edges[i + 1] - scan.edges[i - 1];
        double next = scan.edges[i + 2] - scan.edges[i];
        sum += Math.abs(Math.log(next / here));
        swings += Math.min(1, Math.abs(scan.swings[i]) / contrast);
      }
      double entry = scan.edges[first + 1] - scan.edges[first];
      double second = scan.edges[first + 3] - scan.edges[first + 1];
      sum += Math.abs(Math.log(2 * entry / second)) / 2;
      unevenness = sum / (runs - 2);
      return unevenness - 0.15 * swings / (runs - 2);
    }

    TimingTrace trace(double[] bow) {
      double[] xs = new double[runs + 3];
      double[] ys = new double[runs + 3];
      xs[0] = from.rowX();
      ys[0] = from.rowY();
      xs[runs + 2] = to.rowX();
      ys[runs + 2] = to.rowY();
      for (int i = 0; i <= runs; i++) {
        double s = scan.edges[first + i] / samples;
        xs[i + 1] = x(s, bow);
        ys[i + 1] = y(s, bow);
      }
      return new TimingTrace(runs + 14, xs, ys, unevenness);
    }
  }
}
