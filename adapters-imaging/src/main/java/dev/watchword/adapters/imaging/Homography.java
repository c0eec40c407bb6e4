package dev.watchword.adapters.imaging;

/// The place in the picture of each point of a symbol's module grid, as a flat symbol is seen by a
/// camera.
///
/// It is given by where the middles of three finders lie and how fast the scale changes towards
/// each of the two outer ones. Grid points count modules from the symbol's top left corner; the
/// middle of the first module is (0.5, 0.5). Immutable.
///
/// @param size modules a side
/// @param ax the top left finder's middle in the picture
/// @param bx the top right one's
/// @param cx the bottom left one's
/// @param weightB homogeneous weight at the top right finder, that of the top left being 1
/// @param weightC homogeneous weight at the bottom left finder
record Homography(
    int size,
    double ax,
    double ay,
    double bx,
    double by,
    double cx,
    double cy,
    double weightB,
    double weightC)
    implements GridMap {

  /// As a parallelogram.
  static Homography flat(
      int size, double ax, double ay, double bx, double by, double cx, double cy) {
    return new Homography(size, ax, ay, bx, by, cx, cy, 1, 1);
  }

  @Override
  public double x(double u, double v) {
    double s = (u - 3.5) / (size - 7);
    double t = (v - 3.5) / (size - 7);
    double a = 1 - s - t;
    double b = weightB * s;
    double c = weightC * t;
    return (a * ax + b * bx + c * cx) / (a + b + c);
  }

  @Override
  public double y(double u, double v) {
    double s = (u - 3.5) / (size - 7);
    double t = (v - 3.5) / (size - 7);
    double a = 1 - s - t;
    double b = weightB * s;
    double c = weightC * t;
    return (a * ay + b * by + c * cy) / (a + b + c);
  }

  /// The same finders, with a fourth grid point (d, d) laid on a point of the picture.
  ///
  /// @return the map, or this one where no map does that
  Homography through(double d, double px, double py) {
    double s = (d - 3.5) / (size - 7);
    double right = 1 - 2 * s;
    double m11 = s * (bx - px);
    double m12 = s * (cx - px);
    double m21 = s * (by - py);
    double m22 = s * (cy - py);
    double determinant = m11 * m22 - m12 * m21;
    if (Math.abs(determinant) < 1e-9) {
      return this;
    }
    double r1 = right * (px - ax);
    double r2 = right * (py - ay);
    double b = (r1 * m22 - m12 * r2) / determinant;
    double c = (m11 * r2 - r1 * m21) / determinant;
    if (!(b > 0.2 && b < 5 && c > 0.2 && c < 5 && b + c > 1.1)) {
      return this;
    }
    return new Homography(size, ax, ay, bx, by, cx, cy, b, c);
  }

  /// The same with one of its eight numbers moved: 0 to 5 the finders' coordinates by pixels, 6 and
  /// 7 the weights by shares.
  Homography moved(int parameter, double by1) {
    return switch (parameter) {
      case 0 -> new Homography(size, ax + by1, ay, bx, by, cx, cy, weightB, weightC);
      case 1 -> new Homography(size, ax, ay + by1, bx, by, cx, cy, weightB, weightC);
      case 2 -> new Homography(size, ax, ay, bx + by1, by, cx, cy, weightB, weightC);
      case 3 -> new Homography(size, ax, ay, bx, by + by1, cx, cy, weightB, weightC);
      case 4 -> new Homography(size, ax, ay, bx, by, cx + by1, cy, weightB, weightC);
      case 5 -> new Homography(size, ax, ay, bx, by, cx, cy + by1, weightB, weightC);
      case 6 -> new Homography(size, ax, ay, bx, by, cx, cy, weightB * (1 + by1), weightC);
      default -> new Homography(size, ax, ay, bx, by, cx, cy, weightB, weightC * (1 + by1));
    };
  }

  Homography withSize(int otherSize) {
    return new Homography(otherSize, ax, ay, bx, by, cx, cy, weightB, weightC);
  }

  /// The same places in an image that is `factor` times as large.
  Homography scaled(double factor) {
    return new Homography(
        size,
        ax * factor,
        ay * factor,
        bx * factor,
        by * factor,
        cx * factor,
        cy * factor,
        weightB,
        weightC);
  }
}
