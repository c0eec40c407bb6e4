package dev.watchword.adapters.imaging;

import java.util.List;

/// A symbol that was located and not (yet) read: where its grid lies and how well that fits.
///
/// @param triple its finders
/// @param level the pyramid level that it is looked at in
/// @param map its grid in that level's pixels
/// @param match how well the function patterns are met, -1 to 1
/// @param finders how well its three finders stand along the sides that they make, -1 to 1
/// @param sketches first guesses of its grid, in that level's pixels, the best first
record Sighting(
    FinderTriple triple,
    int level,
    Homography map,
    double match,
    double finders,
    List<Homography> sketches) {

  Sighting {
    sketches = List.copyOf(sketches);
  }

  double pixelsPerModule() {
    double side = Math.hypot(map.bx() - map.ax(), map.by() - map.ay());
    double down = Math.hypot(map.cx() - map.ax(), map.cy() - map.ay());
    return (side + down) / (2.0 * (map.size() - 7)) * (1 << level);
  }

  /// What sightings are ranked by: on a bent surface only the finders are met by a flat grid.
  double likelihood() {
    return match + finders;
  }

  double centreX() {
    return map.x(map.size() / 2.0, map.size() / 2.0) * (1 << level);
  }

  double centreY() {
    return map.y(map.size() / 2.0, map.size() / 2.0) * (1 << level);
  }

  /// Whether this is most likely another look at the same symbol.
  boolean sameSymbolAs(Sighting other) {
    double apart = Math.hypot(centreX() - other.centreX(), centreY() - other.centreY());
    return apart < 0.2 * map.size() * pixelsPerModule()
        && triple.inverted() == other.triple().inverted();
  }
}
