package dev.watchword.adapters.imaging;

/// The state of a located symbol, measured on its finders, whose place is certain even where the
/// rest of the grid is not.
///
/// @param contrast levels between light and dark
/// @param grain how much equal pixels differ, as a share of the contrast
/// @param blur radius (standard deviation) of the blur, in modules
record SymbolCondition(double contrast, double grain, double blur) {

  /// What blurs of [#BLURS] modules leave of the swing between a finder's ring and its dark
  /// neighbours: a light line of one module between three dark ones and one.
  private static final double[] SWINGS = {1, 0.86, 0.68, 0.52, 0.31, 0.15, 0};

  private static final double[] BLURS = {0, 0.3, 0.4, 0.5, 0.65, 0.8, 1.2};

  static SymbolCondition of(GreyImage image, Homography map, FinderTriple triple) {
    int size = map.size();
    double contrast =
        Math.min(
            triple.corner().contrast(),
            Math.min(triple.right().contrast(), triple.below().contrast()));
    double grain = 0;
    double share = 0;
    for (int which = 0; which < 3; which++) {
      double u = which == 1 ? size - 3.5 : 3.5;
      double v = which == 2 ? size - 3.5 : 3.5;
      grain += pixelGrain(image, map, u, v) / 3;
      share += ringShare(image, map, u, v, triple.inverted()) / 3;
    }
    return new SymbolCondition(contrast, grain / Math.max(1, contrast), blur(share));
  }

  private static double blur(double share) {
    for (int i = 1; i < SWINGS.length; i++) {
      if (share >= SWINGS[i]) {
        double part =
            (SWINGS[i - 1] - Math.min(share, SWINGS[i - 1])) / (SWINGS[i - 1] - SWINGS[i]);
        return BLURS[i - 1] + part * (BLURS[i] - BLURS[i - 1]);
      }
    }
    return BLURS[BLURS.length - 1];
  }

  /// The swing of the ring against core and outer ring, as a share of that from core to the
  /// lightest place around.
  private static double ringShare(
      GreyImage image, Homography map, double u, double v, boolean inverted) {
    double core = level(image, map, u, v, inverted);
    double ring = 0;
    double outer = 0;
    double lightest = core;
    for (int k = 0; k < 4; k++) {
      double du = k == 0 ? 1 : k == 1 ? -1 : 0;
      double dv = k == 2 ? 1 : k == 3 ? -1 : 0;
      ring += level(image, map, u + 2 * du, v + 2 * dv, inverted) / 4;
      outer += level(image, map, u + 3 * du, v + 3 * dv, inverted) / 4;
      lightest = Math.max(lightest, level(image, map, u + 4.3 * du, v + 4.3 * dv, inverted));
    }
    return (ring - (core + outer) / 2) / Math.max(1, lightest - core);
  }

  private static double level(
      GreyImage image, Homography map, double u, double v, boolean inverted) {
    double level = image.sample(map.x(u, v), map.y(u, v));
    return inverted ? 255 - level : level;
  }

  /// How far pixels of a finder's core, which is one colour, are from their neighbours' mean.
  private static double pixelGrain(GreyImage image, Homography map, double u, double v) {
    double sum = 0;
    for (int k = 0; k < 25; k++) {
      double du = (k % 5 - 2) * 0.3;
      double dv = (k / 5 - 2) * 0.3;
      int x = (int) Math.clamp(map.x(u + du, v + dv), 1, image.width - 2);
      int y = (int) Math.clamp(map.y(u + du, v + dv), 1, image.height - 2);
      int around =
          image.at(x - 1, y) + image.at(x + 1, y) + image.at(x, y - 1) + image.at(x, y + 1);
      sum += Math.abs(image.at(x, y) - around / 4.0);
    }
    return sum / 25;
  }
}
