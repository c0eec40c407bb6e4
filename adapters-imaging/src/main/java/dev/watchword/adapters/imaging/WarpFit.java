package dev.watchword.adapters.imaging;

import java.util.Arrays;
import java.util.Comparator;

/// Follows the grid of a bent or imperfectly seen symbol from what is certain, the finders, node by
/// node across: each node starts where its neighbours suggest and settles where the modules round
/// it stand out the most, and where those of function patterns have their colours.
final class WarpFit {

  private static final double MESH = 5.5;
  private static final int WINDOW = 4;
  private static final double SMOOTHNESS = 0.12;
  private static final double[] STEPS = {0.3, 0.15, 0.08};
  private static final int PASSES = 2;

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
        (Math.hypot(base.bx() - base.ax(), base.by() - base.ay()) + Math.hypot(base.cx() - base.ax(), base.cy() - base.ay()))
            / (2.0 * (size - 7));
    this.known = FunctionPatterns.ofVersion((size - 17) / 4).known();
    this.dx = new double[(cells + 1) * (cells + 1)];
    this.dy = new double[dx.length];
    this.settled = new boolean[dx.length];
  }

  static GridMap fit(GreyImage image, Homography base, boolean inverted) {
    WarpFit fit = new WarpFit(image, base, inverted);
    Integer[] order = fit.outwards();
    for (int pass = 0; pass < PASSES; pass++) {
      for (int node : order) {
        fit.settle(node);
      }
    }
    return new WarpedGrid(base, fit.cells, fit.dx, fit.dy);
  }

  /// Nodes by their distance from the nearest finder.
  private Integer[] outwards() {
    Integer[] order = new Integer[dx.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(this::distanceFromFinders));
    return order;
  }

  private double column(int node) {
    return node % (cells + 1) * (double) size / cells;
  }

  private double row(int node) {
    return node / (cells + 1) * (double) size / cells;
  }

  private double distanceFromFinders(int node) {
    double far = size - 3.5;
    double u = column(node);
    double v = row(node);
    return Math.min(Math.hypot(u - 3.5, v - 3.5), Math.min(Math.hypot(u - far, v - 3.5), Math.hypot(u - 3.5, v - far)));
  }

  private void settle(int node) {
    double[] predicted = predict(node);
    double bestX = predicted[0];
    double bestY = predicted[1];
    Window window = new Window(column(node), row(node));
    double best = window.score(bestX, bestY);
    for (double step : STEPS) {
      boolean better = true;
      for (int round = 0; round < 3 && better; round++) {
        better = false;
        double fromX = bestX;
        double fromY = bestY;
        for (int j = -1; j <= 1; j++) {
          for (int i = -1; i <= 1; i++) {
            if (i == 0 && j == 0) {
              continue;
            }
            double x = fromX + i * step * module;
            double y = fromY + j * step * module;
            double away = Math.hypot(x - predicted[0], y - predicted[1]) / module;
            double score = window.score(x, y) - SMOOTHNESS * away * away;
            if (score > best + 1e-4) {
              best = score;
              bestX = x;
              bestY = y;
              better = true;
            }
          }
        }
      }
    }
    dx[node] = bestX;
    dy[node] = bestY;
    settled[node] = true;
  }

  /// The shift that settled neighbours suggest: the mean of theirs, drawn on where two stand in
  /// line.
  private double[] predict(int node) {
    int i = node % (cells + 1);
    int j = node / (cells + 1);
    double sumX = 0;
    double sumY = 0;
    double weight = 0;
    for (int dj = -1; dj <= 1; dj++) {
      for (int di = -1; di <= 1; di++) {
        if ((di == 0 && dj == 0) || !inside(i + di, j + dj)) {
          continue;
        }
        int near = (j + dj) * (cells + 1) + i + di;
        if (!settled[near]) {
          continue;
        }
        double w = di == 0 || dj == 0 ? 1 : 0.5;
        double x = dx[near];
        double y = dy[near];
        if (inside(i + 2 * di, j + 2 * dj) && !(inside(i - di, j - dj) && settled[(j - dj) * (cells + 1) + i - di])) {
          int far = (j + 2 * dj) * (cells + 1) + i + 2 * di;
          if (settled[far]) {
            x += 0.8 * (dx[near] - dx[far]);
            y += 0.8 * (dy[near] - dy[far]);
          }
        }
        sumX += w * x;
        sumY += w * y;
        weight += w;
      }
    }
    return weight == 0 ? new double[] {0, 0} : new double[] {sumX / weight, sumY / weight};
  }

  private boolean inside(int i, int j) {
    return i >= 0 && j >= 0 && i <= cells && j <= cells;
  }

  /// The modules round one node, which move together.
  private final class Window {
    private final double[] xs;
    private final double[] ys;
    private final byte[] colours;
    private final float[] values;

    Window(double u, double v) {
      int left = (int) Math.max(0, Math.round(u) - WINDOW);
      int top = (int) Math.max(0, Math.round(v) - WINDOW);
      int right = (int) Math.min(size, Math.round(u) + WINDOW);
      int bottom = (int) Math.min(size, Math.round(v) + WINDOW);
      int count = (right - left) * (bottom - top);
      xs = new double[4 * count];
      ys = new double[4 * count];
      colours = new byte[count];
      values = new float[count];
      int n = 0;
      for (int row = top; row < bottom; row++) {
        for (int column = left; column < right; column++) {
          colours[n] = known[row * size + column];
          for (int k = 0; k < 4; k++) {
            double su = column + ((k & 1) == 0 ? 0.25 : 0.75);
            double sv = row + ((k & 2) == 0 ? 0.25 : 0.75);
            xs[4 * n + k] = base.x(su, sv);
            ys[4 * n + k] = base.y(su, sv);
          }
          n++;
        }
      }
    }

    /// How far the modules stand apart, 0 to about 1, known ones counted by their colours.
    double score(double shiftX, double shiftY) {
      float low = 255;
      float high = 0;
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        float value = 0;
        for (int k = 4 * i; k < 4 * i + 4; k++) {
          value += image.sample(xs[k] + shiftX, ys[k] + shiftY);
        }
        value /= 4;
        values[i] = value;
        sum += value;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      double middle = (sum / values.length + (low + high) / 2) / 2;
      double score = 0;
      double weight = 0;
      for (int i = 0; i < values.length; i++) {
        double off = values[i] - middle;
        if (colours[i] != 0) {
          score -= 2 * sign * colours[i] * off;
          weight += 2;
        } else {
          score += Math.abs(off);
          weight += 1;
        }
      }
      return score / weight / Math.max(8, (high - low) / 2);
    }
  }
}
