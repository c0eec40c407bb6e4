package dev.watchword.adapters.imaging;

/// Finds the edges along one line of pixels: between each pair of neighbouring extremes, the place
/// where the line crosses the middle of the two, to a fraction of a pixel.
///
/// There is no threshold for a whole picture or block in it, so that uneven light, a page as dark
/// as the modules, and blur (which pulls extremes together but leaves their middle) do not matter;
/// only what swings by less than the swing asked for is passed over. An instance is a reusable
/// buffer; not thread-safe.
final class EdgeScan {

  /// The line to scan; filled by the caller up to the length it scans.
  final float[] line;

  /// Places of the edges; pixel i reaches from i to i + 1.
  final float[] edges;

  /// Swings of the edges: levels from dark to light, negative from light to dark.
  final float[] swings;

  private int count;

  EdgeScan(int longest) {
    line = new float[longest];
    edges = new float[longest + 1];
    swings = new float[longest + 1];
  }

  int count() {
    return count;
  }

  /// @param length pixels of the line
  /// @param swing levels by which an extreme must stand out, more than 0
  void scan(int length, float swing) {
    count = 0;
    if (length < 2) {
      return;
    }
    float low = line[0];
    float high = line[0];
    int lowAt = 0;
    int highAt = 0;
    int trend = 0; // 1: rising from a confirmed low, -1: falling from a confirmed high
    for (int i = 1; i < length; i++) {
      float value = line[i];
      if (trend >= 0 && value > high) {
        high = value;
        highAt = i;
      }
      if (trend <= 0 && value < low) {
        low = value;
        lowAt = i;
      }
      if (trend >= 0 && value < high - swing) {
        if (trend > 0) {
          edge(lowAt, highAt, low, high);
        }
        trend = -1;
        low = value;
        lowAt = i;
      } else if (trend <= 0 && value > low + swing) {
        if (trend < 0) {
          edge(highAt, lowAt, high, low);
        }
        trend = 1;
        high = value;
        highAt = i;
      }
    }
    if (trend > 0 && high - low > swing) {
      edge(lowAt, highAt, low, high);
    } else if (trend < 0 && high - low > swing) {
      edge(highAt, lowAt, high, low);
    }
  }

  private void edge(int from, int to, float before, float after) {
    float middle = (before + after) / 2;
    boolean rising = after > before;
    int i = to;
    while (i > from + 1 && (line[i - 1] > middle) == rising) {
      i--;
    }
    float a = line[i - 1];
    float b = line[i];
    float part = a == b ? 0.5f : (middle - a) / (b - a);
    edges[count] = i - 0.5f + Math.max(0, Math.min(1, part));
    swings[count++] = after - before;
  }

  /// Fills the line with samples a pixel apart, from `(x, y)` in the direction given; sample i
  /// stands at distance i.
  ///
  /// @return how many there are: all, or those up to the picture's edge
  int fill(GreyImage image, double x, double y, double dx, double dy, int length) {
    int n = Math.min(length, line.length);
    for (int i = 0; i < n; i++) {
      double px = x + i * dx;
      double py = y + i * dy;
      if (!image.contains(px, py)) {
        return i;
      }
      line[i] = image.sample(px, py);
    }
    return n;
  }
}
