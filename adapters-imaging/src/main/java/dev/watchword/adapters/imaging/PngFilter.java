package dev.watchword.adapters.imaging;

/// The row filters of PNG (W3C PNG §9.2), undone in place.
final class PngFilter {

  private PngFilter() {}

  /// @param row filter type, then the bytes of the row
  /// @param previous the row above, unfiltered, of the same length; zeros for the first
  /// @param back bytes from a sample to the one that stands left of it
  /// @return whether the filter type is one that exists
  static boolean undo(byte[] row, byte[] previous, int back) {
    switch (row[0]) {
      case 0 -> {}
      case 1 -> {
        for (int i = 1 + back; i < row.length; i++) {
          row[i] += row[i - back];
        }
      }
      case 2 -> {
        for (int i = 1; i < row.length; i++) {
          row[i] += previous[i];
        }
      }
      case 3 -> {
        for (int i = 1; i < row.length; i++) {
          int left = i > back ? row[i - back] & 0xFF : 0;
          row[i] += (byte) ((left + (previous[i] & 0xFF)) >> 1);
        }
      }
      case 4 -> {
        for (int i = 1; i < Math.min(1 + back, row.length); i++) {
          row[i] += previous[i];
        }
        for (int i = 1 + back; i < row.length; i++) {
          row[i] +=
              (byte) paeth(row[i - back] & 0xFF, previous[i] & 0xFF, previous[i - back] & 0xFF);
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static int paeth(int left, int above, int aboveLeft) {
    int estimate = left + above - aboveLeft;
    int toLeft = Math.abs(estimate - left);
    int toAbove = Math.abs(estimate - above);
    int toAboveLeft = Math.abs(estimate - aboveLeft);
    if (toLeft <= toAbove && toLeft <= toAboveLeft) {
      return left;
    }
    return toAbove <= toAboveLeft ? above : aboveLeft;
  }
}
