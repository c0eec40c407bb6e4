package dev.watchword.adapters.imaging;

/// The grid of a surface bent along one direction, as paper is: the curve of the upper timing
/// pattern carried along that of the left one.
final class SweptGrid implements GridMap {

  private static final double ROW = 6.5;

  private final int size;
  private final double[] acrossX;
  private final double[] acrossY;
  private final double[] downX;
  private final double[] downY;
  private final double farX;
  private final double farY;

  /// @param across along row 6, from the edge of column 7 to that of column size - 7
  /// @param down along column 6, likewise; of the same size
  SweptGrid(TimingTrace across, TimingTrace down) {
    this(across.size(), across.xs(), across.ys(), down.xs(), down.ys(), 0, 0);
  }

  private SweptGrid(
      int size,
      double[] acrossX,
      double[] acrossY,
      double[] downX,
      double[] downY,
      double farX,
      double farY) {
    this.size = size;
    this.acrossX = acrossX;
    this.acrossY = acrossY;
    this.downX = downX;
    this.downY = downY;
    this.farX = farX;
    this.farY = farY;
  }

  /// The same with the far corner moved by pixels and the rest in proportion, for perspective.
  SweptGrid moved(double dx, double dy) {
    return new SweptGrid(size, acrossX, acrossY, downX, downY, farX + dx, farY + dy);
  }

  private double share(double u, double v) {
    return (u - ROW) * (v - ROW) / ((size - 2 * ROW) * (size - 2 * ROW));
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public double x(double u, double v) {
    return along(acrossX, u) + along(downX, v) - corner(acrossX, downX) + farX * share(u, v);
  }

  @Override
  public double y(double u, double v) {
    return along(acrossY, u) + along(downY, v) - corner(acrossY, downY) + farY * share(u, v);
  }

  /// Where the two curves cross: both say, from half a module off.
  private static double corner(double[] across, double[] down) {
    return (along(across, ROW) + along(down, ROW)) / 2;
  }

  /// A coordinate of a curve, smoothed over two modules, since edges between dark and light shift
  /// with the ink; straight beside the finders.
  private static double along(double[] places, double position) {
    int last = places.length - 1;
    double at = position - 6; // the edge of module 7 is the second place
    if (at < 1) {
      return places[0] + (position - 3.5) / 3.5 * (places[1] - places[0]);
    }
    if (at >= last - 1) {
      return places[last - 1] + (at - last + 1) / 3.5 * (places[last] - places[last - 1]);
    }
    int i = (int) at;
    double part = at - i;
    return smooth(places, i) * (1 - part) + smooth(places, i + 1) * part;
  }

  private static double smooth(double[] places, int i) {
    return i < 2 || i >= places.length - 2
        ? places[i]
        : (places[i - 1] + 2 * places[i] + places[i + 1]) / 4;
  }
}
