package dev.watchword.adapters.imaging;

import java.util.Optional;

/// Reads the modules under a grid that was laid over an image, and decodes them.
final class GridReading {

  private static final double POINT = 0.2;
  private static final double MIDDLE = 0.5;
  private static final double WHOLE = 0.9;
  private static final int WIDE = 6;
  private static final int NARROW = 2;

  /// Sides of a logo in the middle of a symbol, as shares of the symbol's.
  private static final double[] LOGOS = {0.2, 0.26, 0.32};

  private final GreyImage image;
  private final GridMap map;
  private final boolean inverted;

  GridReading(GreyImage image, GridMap map, boolean inverted) {
    this.image = image;
    this.map = map;
    this.inverted = inverted;
  }

  /// The middles of modules against their wide surroundings, errors corrected.
  Optional<DecodedSymbol> plainly() {
    return SymbolDecoder.decode(grid(MIDDLE, WIDE), false);
  }

  /// With doubtful modules given up, blur undone (from points, since a mean over a module is one
  /// more blur, then from means against grain), whole modules against grain, near surroundings
  /// against hard shadows, and without the middle for a logo.
  Optional<DecodedSymbol> byAllMeans() {
    ModuleGrid plain = grid(MIDDLE, WIDE);
    Optional<DecodedSymbol> symbol = SymbolDecoder.decode(plain, true);
    for (double spread : new double[] {POINT, MIDDLE}) {
      if (symbol.isEmpty()) {
        symbol = SymbolDecoder.decode(BlurInversion.apply(grid(spread, WIDE)), true);
      }
    }
    if (symbol.isEmpty()) {
      symbol = SymbolDecoder.decode(grid(WHOLE, WIDE), true);
    }
    if (symbol.isEmpty()) {
      symbol = SymbolDecoder.decode(grid(MIDDLE, NARROW), true);
    }
    if (symbol.isEmpty()) {
      symbol = SymbolDecoder.decode(grid(MIDDLE, map.size()), true);
    }
    for (int i = 0; i < LOGOS.length && symbol.isEmpty(); i++) {
      symbol = SymbolDecoder.decode(withoutMiddle(plain, LOGOS[i]), true);
    }
    return symbol;
  }

  private ModuleGrid grid(double spread, int radius) {
    return ModuleThreshold.apply(
        GridSampler.levels(image, map, inverted, spread), map.size(), radius);
  }

  private static ModuleGrid withoutMiddle(ModuleGrid grid, double share) {
    int size = grid.size();
    float[] darkness = grid.darkness().clone();
    int from = (int) Math.round(size * (1 - share) / 2);
    for (int y = from; y < size - from; y++) {
      for (int x = from; x < size - from; x++) {
        darkness[y * size + x] *= 1e-3f;
      }
    }
    return new ModuleGrid(size, darkness);
  }
}
