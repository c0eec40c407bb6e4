package dev.watchword.adapters.imaging;

/// Measures the module size at one finder in the direction of another, by the edges of core and
/// rings along the line between their middles.
final class ModuleRuler {

  private static final int LONGEST = 400;

  private final GreyImage image;
  private final EdgeScan scan;

  ModuleRuler(GreyImage image) {
    this.image = image;
    this.scan = new EdgeScan(LONGEST);
  }

  /// @param guess the size to expect, in pixels
  /// @param contrast levels between dark and light there
  /// @return the size in pixels, or the guess where no clear edges are met
  double measure(
      double x, double y, double towardsX, double towardsY, double guess, double contrast) {
    double distance = Math.hypot(towardsX - x, towardsY - y);
    double dx = (towardsX - x) / distance;
    double dy = (towardsY - y) / distance;
    double back = Math.min(4.5 * guess + 2, distance);
    double startX = x - back * dx;
    double startY = y - back * dy;
    while (!image.contains(startX, startY) && back > 0) {
      back -= 0.5;
      startX = x - back * dx;
      startY = y - back * dy;
    }
    int length =
        scan.fill(
            image, startX, startY, dx, dy, (int) Math.min(back + 6.5 * guess + 3, back + distance));
    scan.scan(length, (float) Math.max(1.5, contrast * 0.25));
    double middle = back + 0.5;
    int core = -1;
    for (int i = 0; i + 1 < scan.count(); i++) {
      if (scan.edges[i] < middle && scan.edges[i + 1] >= middle) {
        core = i;
      }
    }
    if (core < 1 || core + 2 >= scan.count()) {
      return guess;
    }
    double rings = (scan.edges[core + 2] - scan.edges[core - 1]) / 5;
    double size = rings;
    if (core + 3 < scan.count()) { // the outer edge on the near side: 3.5 modules from the middle
      double coreMiddle =
          (scan.edges[core - 1] + scan.edges[core] + scan.edges[core + 1] + scan.edges[core + 2])
              / 4;
      double outer = (scan.edges[core + 3] - coreMiddle) / 3.5;
      if (outer > 0.75 * rings && outer < 1.3 * rings) {
        size = (outer * 3.5 + rings * 2.5) / 6;
      }
    }
    return size > 0.5 * guess && size < 1.6 * guess ? size : guess;
  }
}
