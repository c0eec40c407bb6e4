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

  /// Modules from the top or left side to the nodes that the timing patterns settle.
  private static final int TIMING_MARGIN = 9;

  /// The same once all are settled.
  private static final double NEAR = 5.2;

  private final GreyImage image;
  private final GridMap base;
  private final int sign;
  private final int size;
  private final int cells;
  private final double module;
  private final byte[] known;
  private final double[] dx;
  private final double[] dy;
  private final boolean[] settled;

  /// What the timing patterns say of the shifts of all nodes: see [#suppose].
  private final double[] priorX;

  private final double[] priorY;

  private WarpFit(GreyImage image, GridMap base, boolean inverted) {
    this.image = image;
    this.base = base;
    this.sign = inverted ? -1 : 1;
    this.size = base.size();
    this.cells = (int) Math.ceil(size / MESH);
    double across = Math.hypot(base.x(size, 0) - base.x(0, 0), base.y(size, 0) - base.y(0, 0));
    double down = Math.hypot(base.x(0, size) - base.x(0, 0), base.y(0, size) - base.y(0, 0));
    this.module = (across + down) / (2.0 * size);
    this.known = FunctionPatterns.ofVersion((size - 17) / 4).known();
    this.dx = new double[(cells + 1) * (cells + 1)];
    this.dy = new double[dx.length];
    this.settled = new boolean[dx.length];
    this.priorX = new double[dx.length];
    this.priorY = new double[dx.length];
  }

  /// The whole symbol's grid.
  static GridMap fit(GreyImage image, GridMap base, boolean inverted) {
    WarpFit fit = new WarpFit(image, base, inverted);
    fit.settle(TIMING_MARGIN);
    fit.suppose();
    fit.settle(Integer.MAX_VALUE);
    fit.settleAgain();
    return fit.map();
  }

  /// The grid near the timing patterns alone, which is enough to tell whether the symbol has the
  /// size supposed.
  static GridMap fitTiming(GreyImage image, GridMap base, boolean inverted) {
    WarpFit fit = new WarpFit(image, base, inverted);
    fit.settle(TIMING_MARGIN);
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
      if (!settled[node] && Math.min(column(node), row(node)) <= margin) {
        double[] predicted = predict(node, REACH);
        settle(node, predicted, predicted, SMOOTHNESS, WINDOW);
      }
    }
  }

  /// Carries the shifts along the two timing patterns over to all nodes: paper bends along one
  /// direction, so that each row is bent like the upper timing pattern and each column like the
  /// left one. Data modules cannot tell a place from one a whole module beside it, so it is this
  /// that keeps nodes from slipping.
  private void suppose() {
    int line = (int) Math.round(6.5 * cells / size);
    int wide = cells + 1;
    for (int node = 0; node < dx.length; node++) {
      int across = line * wide + node % wide;
      int down = node / wide * wide + line;
      int corner = line * wide + line;
      priorX[node] = dx[across] + dx[down] - dx[corner];
      priorY[node] = dy[across] + dy[down] - dy[corner];
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
        forX[r][3] += weight * terms[r] * (dx[other] - priorX[other]);
        forY[r][3] += weight * terms[r] * (dy[other] - priorY[other]);
      }
      count++;
    }
    if (count == 0) {
      return new double[] {priorX[node], priorY[node]};
    }
    for (int r = 0; r < 3; r++) {
      double ridge = r == 0 ? 1e-6 : 0.02;
      forX[r][r] += ridge;
      forY[r][r] += ridge;
    }
    double[] x = new double[3];
    double[] y = new double[3];
    return LinearSolver.solve(forX, x) && LinearSolver.solve(forY, y)
        ? new double[] {priorX[node] + x[0], priorY[node] + y[0]}
        : new double[] {priorX[node], priorY[node]};
  }
}
