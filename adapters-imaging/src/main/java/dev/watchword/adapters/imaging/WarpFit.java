package dev.watchword.adapters.imaging;

import java.util.Arrays;
import java.util.Comparator;

/// Follows the grid of a bent or imperfectly seen symbol from what is certain, the finders, node by
/// node across: each node starts where the slope of those settled around it points and settles
/// where the modules near it stand out the most, and where those of function patterns have their
/// colours.
final class WarpFit {

  /// Modules from node to node.
  private static final double MESH = 3.5;

  /// Modules each way that a node is judged by.
  private static final int WINDOW = 3;

  /// What a module away from the place predicted costs, in units of contrast.
  private static final double SMOOTHNESS = 0.08;

  /// Search steps, in modules.
  private static final double[] STEPS = {0.32, 0.16, 0.08};

  /// Modules within which settled nodes tell the slope.
  private static final double REACH = 9;

  /// Nodes away from the timing patterns wait for those along it to be so many modules ahead.
  private static final double LATER = 8;

  /// The same once all are settled.
  private static final double NEAR = 5.2;

  private final GreyImage image;
  private final Homography base;
  private final int sign;
  private final int size;
  private final int cells;
  private final double module;
  private final byte[] known;
  private final double[] dx;
  private final double[] dy;
  private final boolean[] settled;

  private WarpFit(GreyImage image, Homography base, boolean inverted) {
    this.image = image;
    this.base = base;
    this.sign = inverted ? -1 : 1;
    this.size = base.size();
    this.cells = (int) Math.ceil(size / MESH);
    this.module =
        (Math.hypot(base.bx() - base.ax(), base.by() - base.ay())
                + Math.hypot(base.cx() - base.ax(), base.cy() - base.ay()))
            / (2.0 * (size - 7));
    this.known = FunctionPatterns.ofVersion((size - 17) / 4).known();
    this.dx = new double[(cells + 1) * (cells + 1)];
    this.dy = new double[dx.length];
    this.settled = new boolean[dx.length];
  }

  /// The whole symbol's grid.
  static GridMap fit(GreyImage image, Homography base, boolean inverted) {
    WarpFit fit = new WarpFit(image, base, inverted);
    fit.settle(Integer.MAX_VALUE);
    fit.settleAgain();
    return fit.map();
  }

  /// The grid near the timing patterns alone, which is enough to tell whether the symbol has the
  /// size supposed.
  static GridMap fitTiming(GreyImage image, Homography base, boolean inverted) {
    WarpFit fit = new WarpFit(image, base, inverted);
    fit.settle(9);
    return fit.map();
  }

  private GridMap map() {
    return new WarpedGrid(base, cells, dx, dy);
  }

  /// @param margin only nodes so many modules from the top or left side
  private void settle(int margin) {
    Integer[] order = new Integer[dx.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(this::turn));
    for (int node : order) {
      if (Math.min(column(node), row(node)) <= margin) {
        double[] predicted = predict(node, REACH);
        settle(node, predicted, predicted, SMOOTHNESS, WINDOW);
      }
    }
  }

  /// Once more over all nodes, now that each has neighbours on all sides: closer to what is seen,
  /// so that folds come out.
  private void settleAgain() {
    for (int node = 0; node < dx.length; node++) {
      settle(
          node, new double[] {dx[node], dy[node]}, predict(node, NEAR), SMOOTHNESS / 2, WINDOW - 1);
    }
  }

  private double column(int node) {
    return node % (cells + 1) * (double) size / cells;
  }

  private double row(int node) {
    return node / (cells + 1) * (double) size / cells;
  }

  /// When a node's turn is: the nearer to a finder the sooner, along the timing patterns first.
  private double turn(int node) {
    double fromTiming = Math.min(Math.abs(column(node) - 6.5), Math.abs(row(node) - 6.5));
    return distanceFromFinders(node) + (fromTiming <= WINDOW ? 0 : LATER);
  }

  private double distanceFromFinders(int node) {
    double far = size - 3.5;
    double u = column(node);
    double v = row(node);
    return Math.min(
        Math.hypot(u - 3.5, v - 3.5),
        Math.min(Math.hypot(u - far, v - 3.5), Math.hypot(u - 3.5, v - far)));
  }

  private void settle(int node, double[] start, double[] predicted, double smoothness, int reach) {
    double bestX = start[0];
    double bestY = start[1];
    WarpWindow window = new WarpWindow(image, base, known, sign, column(node), row(node), reach);
    double off = Math.hypot(bestX - predicted[0], bestY - predicted[1]) / module;
    double best = window.score(bestX, bestY) - smoothness * off * off;
    for (double step : STEPS) {
      boolean better = true;
      for (int round = 0; round < 3 && better; round++) {
        better = false;
        double fromX = bestX;
        double fromY = bestY;
        for (int k = 0; k < 9; k++) {
          double x = fromX + (k % 3 - 1) * step * module;
          double y = fromY + (k / 3 - 1) * step * module;
          double away = Math.hypot(x - predicted[0], y - predicted[1]) / module;
          double score = k == 4 ? best : window.score(x, y) - smoothness * away * away;
          if (score > best + 1e-4) {
            best = score;
            bestX = x;
            bestY = y;
            better = true;
          }
        }
      }
    }
    dx[node] = bestX;
    dy[node] = bestY;
    settled[node] = true;
  }

  /// The shift that settled nodes within reach suggest: a plane through theirs, the nearer the more
  /// they count.
  private double[] predict(int node, double reach) {
    double[][] forX = new double[3][4];
    double[][] forY = new double[3][4];
    double u = column(node);
    double v = row(node);
    int count = 0;
    for (int other = 0; other < dx.length; other++) {
      if (!settled[other] || other == node) {
        continue;
      }
      double du = column(other) - u;
      double dv = row(other) - v;
      double distance = Math.hypot(du, dv);
      if (distance > reach) {
        continue;
      }
      double weight = 1 / (1 + distance * distance / 9);
      double[] terms = {1, du / REACH, dv / REACH};
      for (int r = 0; r < 3; r++) {
        for (int c = 0; c < 3; c++) {
          forX[r][c] += weight * terms[r] * terms[c];
          forY[r][c] += weight * terms[r] * terms[c];
        }
        forX[r][3] += weight * terms[r] * dx[other];
        forY[r][3] += weight * terms[r] * dy[other];
      }
      count++;
    }
    if (count == 0) {
      return new double[] {0, 0};
    }
    for (int r = 0; r < 3; r++) {
      double ridge = r == 0 ? 1e-6 : 0.02;
      forX[r][r] += ridge;
      forY[r][r] += ridge;
    }
    double[] x = new double[3];
    double[] y = new double[3];
    return LinearSolver.solve(forX, x) && LinearSolver.solve(forY, y)
        ? new double[] {x[0], y[0]}
        : new double[] {0, 0};
  }
}
