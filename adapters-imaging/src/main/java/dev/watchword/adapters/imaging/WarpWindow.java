package dev.watchword.adapters.imaging;

/// The modules round one node of a bent grid, which move together: how well they stand out where
/// they are put.
final class WarpWindow {

  private final GreyImage image;
  private final int sign;
  private final float[] xs;
  private final float[] ys;
  private final byte[] colours;
  private final float[] values;

  /// @param known colours of the symbol's function patterns
  /// @param sign -1 for an inverted symbol
  /// @param u of the node, in modules
  /// @param v of the node, in modules
  /// @param reach modules each way
  WarpWindow(GreyImage image, GridMap base, byte[] known, int sign, double u, double v, int reach) {
    this.image = image;
    this.sign = sign;
    int size = base.size();
    // wholly inside: a blank margin stands out the more the further the grid slips into it
    int left = (int) Math.clamp(Math.round(u) - reach, 0, size - 2 * reach);
    int top = (int) Math.clamp(Math.round(v) - reach, 0, size - 2 * reach);
    int right = left + 2 * reach;
    int bottom = top + 2 * reach;
    int count = (right - left) * (bottom - top);
    xs = new float[4 * count];
    ys = new float[4 * count];
    colours = new byte[count];
    values = new float[count];
    int n = 0;
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++, n++) {
        colours[n] = known[row * size + column];
        for (int k = 0; k < 4; k++) {
          double su = column + ((k & 1) == 0 ? 0.25 : 0.75);
          double sv = row + ((k & 2) == 0 ? 0.25 : 0.75);
          xs[4 * n + k] = (float) base.x(su, sv);
          ys[4 * n + k] = (float) base.y(su, sv);
        }
      }
    }
  }

  /// How far the modules stand apart, 0 to about 1; those of function patterns count by their
  /// colours, and double.
  double score(double shiftX, double shiftY) {
    float low = 255;
    float high = 0;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      float value = 0;
      for (int k = 4 * i; k < 4 * i + 4; k++) {
        value += image.sample(xs[k] + shiftX, ys[k] + shiftY);
      }
      value /= 4;
      values[i] = value;
      sum += value;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    double middle = (sum / values.length + (low + high) / 2) / 2;
    double score = 0;
    double weight = 0;
    for (int i = 0; i < values.length; i++) {
      double off = values[i] - middle;
      if (colours[i] != 0) {
        score -= 2 * sign * colours[i] * off;
        weight += 2;
      } else {
        score += Math.abs(off);
        weight += 1;
      }
    }
    return score / weight / Math.max(8, (high - low) / 2);
  }
}
