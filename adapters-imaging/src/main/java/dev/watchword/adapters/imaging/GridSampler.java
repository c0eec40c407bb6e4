package dev.watchword.adapters.imaging;

/// Takes the mean level over the middle of each module.
final class GridSampler {

  private GridSampler() {}

  /// @param spread how much of a module's width is averaged over, 0 to 1
  /// @return levels, 0 to 255, row by row; dark is low whatever the polarity
  static float[] levels(GreyImage image, GridMap map, boolean inverted, double spread) {
    int size = map.size();
    double module = Math.hypot(map.x(size, 0) - map.x(0, 0), map.y(size, 0) - map.y(0, 0)) / size;
    int per = module * spread < 0.8 ? 2 : module * spread < 2.2 ? 3 : 4;
    float[] levels = new float[size * size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        float sum = 0;
        for (int j = 0; j < per; j++) {
          double v = row + 0.5 + spread * ((j + 0.5) / per - 0.5);
          for (int i = 0; i < per; i++) {
            double u = column + 0.5 + spread * ((i + 0.5) / per - 0.5);
            sum += image.sample(map.x(u, v), map.y(u, v));
          }
        }
        float level = sum / (per * per);
        levels[row * size + column] = inverted ? 255 - level : level;
      }
    }
    return levels;
  }
}
