package dev.watchword.adapters.imaging;

/// How well a grid laid over an image meets the function patterns: the correlation between the
/// colours expected and the levels found, block by block, so that light and contrast drop out.
final class PatternMatch {

  /// Samples a module, off its middle by this much both ways: full marks only for a grid that lies
  /// to within a quarter of a module.
  private static final double OFFSET = 0.27;

  private PatternMatch() {}

  /// The mean correlation over all blocks, weighted by their modules.
  ///
  /// @param inverted whether dark modules are light in the image
  /// @return -1 to 1; a symbol in plain sight has more than 0.8, chance less than 0.3
  static double of(GreyImage image, GridMap map, boolean inverted) {
    return weighted(image, map, inverted, false);
  }

  /// The same over the timing patterns alone.
  static double ofTiming(GreyImage image, GridMap map, boolean inverted) {
    return weighted(image, map, inverted, true);
  }

  private static double weighted(
      GreyImage image, GridMap map, boolean inverted, boolean timingOnly) {
    double sum = 0;
    double weight = 0;
    for (FunctionPatterns.Block block :
        FunctionPatterns.ofVersion((map.size() - 17) / 4).blocks()) {
      if (timingOnly && !block.timing()) {
        continue;
      }
      int n = block.dark().length;
      sum += n * ofBlock(image, map, block);
      weight += n;
    }
    return (inverted ? -sum : sum) / weight;
  }

  /// The correlation over one block, dark counting as wanted dark.
  static double ofBlock(GreyImage image, GridMap map, FunctionPatterns.Block block) {
    return ofBlock(image, map, block, 0, 0);
  }

  /// The same with the block moved by a part of the image.
  static double ofBlock(
      GreyImage image, GridMap map, FunctionPatterns.Block block, double dx, double dy) {
    int n = block.dark().length;
    double sum = 0;
    double squares = 0;
    double product = 0;
    double signs = 0;
    for (int i = 0; i < n; i++) {
      double u = block.columns()[i] + 0.5;
      double v = block.rows()[i] + 0.5;
      double level = 0;
      for (int k = 0; k < 4; k++) {
        double su = u + ((k & 1) == 0 ? -OFFSET : OFFSET);
        double sv = v + ((k & 2) == 0 ? -OFFSET : OFFSET);
        level += image.sample(map.x(su, sv) + dx, map.y(su, sv) + dy);
      }
      level /= 4;
      int sign = block.dark()[i];
      sum += level;
      squares += level * level;
      product += sign * level;
      signs += sign;
    }
    double variance = squares / n - (sum / n) * (sum / n);
    double signVariance = 1 - (signs / n) * (signs / n);
    if (variance < 0.5) {
      return 0;
    }
    return -(product / n - (sum / n) * (signs / n)) / Math.sqrt(variance * signVariance);
  }
}
