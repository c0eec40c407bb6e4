package dev.watchword.adapters.imaging;

/// Tells dark from light modules by the levels of those around: a threshold on the grid, not on the
/// picture.
final class ModuleThreshold {

  /// Under this share of the usual contrast something plain covers the modules, and none of them is
  /// sure.
  private static final float FLAT = 0.3f;

  private ModuleThreshold() {}

  /// @param levels of the modules, dark is low
  /// @param radius of the neighbourhood, in modules
  /// @return darkness from about -1 (light) to 1 (dark) by the local middle and contrast
  static ModuleGrid apply(float[] levels, int size, int radius) {
    float[] weights = new float[levels.length];
    java.util.Arrays.fill(weights, 1);
    float[] mean = boxMeans(levels, weights, size, radius, levels);
    float[] darkness = new float[levels.length];
    for (int i = 0; i < levels.length; i++) {
      darkness[i] = mean[i] - levels[i];
    }
    float[] one = new float[levels.length];
    float[] other = new float[levels.length];
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < levels.length; i++) {
        one[i] = darkness[i] > 0 ? 1 : 0;
        other[i] = 1 - one[i];
      }
      float[] dark = boxMeans(levels, one, size, radius, mean);
      float[] light = boxMeans(levels, other, size, radius, mean);
      float usual = 0;
      for (int i = 0; i < levels.length; i++) {
        usual += Math.max(0, light[i] - dark[i]) / levels.length;
      }
      for (int i = 0; i < levels.length; i++) {
        float contrast = Math.max(Math.max(1, FLAT * usual), light[i] - dark[i]);
        darkness[i] = 2 * ((dark[i] + light[i]) / 2 - levels[i]) / contrast;
      }
    }
    return new ModuleGrid(size, darkness);
  }

  /// Weighted means over squares, by running sums.
  ///
  /// @param otherwise what stands where all weights are zero
  private static float[] boxMeans(
      float[] values, float[] weights, int size, int radius, float[] otherwise) {
    double[] sums = new double[(size + 1) * (size + 1)];
    double[] counts = new double[(size + 1) * (size + 1)];
    for (int y = 0; y < size; y++) {
      double rowSum = 0;
      double rowCount = 0;
      for (int x = 0; x < size; x++) {
        rowSum += values[y * size + x] * weights[y * size + x];
        rowCount += weights[y * size + x];
        sums[(y + 1) * (size + 1) + x + 1] = sums[y * (size + 1) + x + 1] + rowSum;
        counts[(y + 1) * (size + 1) + x + 1] = counts[y * (size + 1) + x + 1] + rowCount;
      }
    }
    float[] means = new float[values.length];
    for (int y = 0; y < size; y++) {
      int top = Math.max(0, y - radius) * (size + 1);
      int bottom = Math.min(size, y + radius + 1) * (size + 1);
      for (int x = 0; x < size; x++) {
        int left = Math.max(0, x - radius);
        int right = Math.min(size, x + radius + 1);
        double count =
            counts[bottom + right]
                - counts[top + right]
                - counts[bottom + left]
                + counts[top + left];
        double sum =
            sums[bottom + right] - sums[top + right] - sums[bottom + left] + sums[top + left];
        means[y * size + x] = count > 0 ? (float) (sum / count) : otherwise[y * size + x];
      }
    }
    return means;
  }
}
