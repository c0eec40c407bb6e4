package dev.watchword.adapters.imaging;

/// A grid on a surface that is bent: a first guess, and how far the surface leaves it at the nodes
/// of a coarse mesh, evened out between them.
final class WarpedGrid implements GridMap {

  private final GridMap base;
  private final int cells;
  private final double[] dx;
  private final double[] dy;

  /// @param cells meshes a side
  /// @param dx shifts at the (cells + 1)² nodes, in pixels, row by row
  WarpedGrid(GridMap base, int cells, double[] dx, double[] dy) {
    this.base = base;
    this.cells = cells;
    this.dx = dx;
    this.dy = dy;
  }

  @Override
  public int size() {
    return base.size();
  }

  @Override
  public double x(double u, double v) {
    return base.x(u, v) + between(dx, u, v);
  }

  @Override
  public double y(double u, double v) {
    return base.y(u, v) + between(dy, u, v);
  }

  private double between(double[] shifts, double u, double v) {
    double s = Math.max(0, Math.min(cells - 1e-9, u / base.size() * cells));
    double t = Math.max(0, Math.min(cells - 1e-9, v / base.size() * cells));
    int i = (int) s;
    int j = (int) t;
    double fs = s - i;
    double ft = t - j;
    int at = j * (cells + 1) + i;
    double top = shifts[at] + (shifts[at + 1] - shifts[at]) * fs;
    double bottom = shifts[at + cells + 1] + (shifts[at + cells + 2] - shifts[at + cells + 1]) * fs;
    return top + (bottom - top) * ft;
  }
}
