package dev.watchword.adapters.imaging;

/// Three finder patterns that may be those of one symbol.
///
/// @param corner the one at the symbol's top left
/// @param right the one at its top right, unless it is seen in a mirror
/// @param below the one at its bottom left, unless it is seen in a mirror
/// @param oddness how far they are from a square's corner with equal modules; 0 is perfect
record FinderTriple(
    FinderPattern corner, FinderPattern right, FinderPattern below, double oddness) {

  boolean inverted() {
    return corner.inverted();
  }

  double moduleSize() {
    return (corner.moduleSize() + right.moduleSize() + below.moduleSize()) / 3;
  }

  boolean uses(FinderPattern pattern) {
    return corner == pattern || right == pattern || below == pattern;
  }
}
