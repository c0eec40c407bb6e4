package dev.watchword.adapters.imaging;

/// One plane of eight-bit pixels, row by row from the top left: what every search stage works on.
///
/// The array is shared, not copied; nobody writes to it once the image is made. Thread-safe after
/// safe publication.
final class GreyImage {

  final byte[] pixels;
  final int width;
  final int height;

  GreyImage(byte[] pixels, int width, int height) {
    if (width < 1 || height < 1 || (long) width * height > pixels.length) {
      throw new IllegalArgumentException(
          "pixels: %d bytes are too few for %d x %d".formatted(pixels.length, width, height));
    }
    this.pixels = pixels;
    this.width = width;
    this.height = height;
  }

  int at(int x, int y) {
    return pixels[y * width + x] & 0xFF;
  }

  /// The grey level at a point, between the four pixels around it; points outside take the nearest
  /// edge pixel. The middle of the first pixel is (0.5, 0.5).
  float sample(double x, double y) {
    double px = x - 0.5;
    double py = y - 0.5;
    if (!(px > 0)) {
      px = 0;
    } else if (px > width - 1.001) {
      px = Math.max(0, width - 1.001);
    }
    if (!(py > 0)) {
      py = 0;
    } else if (py > height - 1.001) {
      py = Math.max(0, height - 1.001);
    }
    int ix = (int) px;
    int iy = (int) py;
    float fx = (float) (px - ix);
    float fy = (float) (py - iy);
    int at = iy * width + ix;
    int right = ix + 1 < width ? 1 : 0;
    int below = iy + 1 < height ? width : 0;
    int a = pixels[at] & 0xFF;
    int b = pixels[at + right] & 0xFF;
    int c = pixels[at + below] & 0xFF;
    int d = pixels[at + below + right] & 0xFF;
    float top = a + (b - a) * fx;
    float bottom = c + (d - c) * fx;
    return top + (bottom - top) * fy;
  }

  boolean contains(double x, double y) {
    return x >= 0 && y >= 0 && x <= width && y <= height;
  }
}
