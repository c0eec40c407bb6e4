package dev.watchword.adapters.imaging;

/// A finder pattern that was seen: three modules of core in a ring of one (ISO/IEC 18004 §6.3.3).
///
/// @param x of its middle, in pixels of the whole picture
/// @param y of its middle, in pixels of the whole picture
/// @param across module size along rows, in pixels; more than the true size where it is turned
/// @param down module size along columns, in pixels
/// @param inverted whether its core is light
/// @param contrast levels between core and ring
/// @param roundness directions out of four in which the core and ring have their proportions
/// @param solidity scan lines that met it, as a share of those that cross its core
record FinderPattern(
    double x,
    double y,
    double across,
    double down,
    boolean inverted,
    double contrast,
    int roundness,
    double solidity) {

  double moduleSize() {
    return (across + down) / 2;
  }

  double distanceTo(FinderPattern other) {
    double dx = x - other.x;
    double dy = y - other.y;
    return Math.sqrt(dx * dx + dy * dy);
  }

  /// The same pattern in the pixels of a picture that is `factor` times as large.
  FinderPattern scaled(double factor) {
    return new FinderPattern(
        x * factor,
        y * factor,
        across * factor,
        down * factor,
        inverted,
        contrast,
        roundness,
        solidity);
  }
}
