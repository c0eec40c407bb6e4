package dev.watchword.adapters.imaging;

/// The turn that a camera noted down (Exif 2.32 §4.6.4, tag 0x0112), and turning a plane by it.
final class ExifOrientation {

  private static final int TAG = 0x0112;

  private ExifOrientation() {}

  /// Finds the orientation in a TIFF structure; 1 (as it is) where there is none or it is damaged.
  static int of(byte[] tiff) {
    if (tiff.length < 8) {
      return 1;
    }
    ByteCursor cursor = new ByteCursor(tiff, PictureKind.TIFF, tiff[0] == 'I');
    try {
      long directory = cursor.u32(4);
      int entries = cursor.u16(directory);
      for (int i = 0; i < entries; i++) {
        long entry = directory + 2 + 12L * i;
        if (cursor.u16(entry) == TAG) {
          int value = cursor.u16(entry + 8);
          return value >= 1 && value <= 8 ? value : 1;
        }
      }
      return 1;
    } catch (RefusedPicture damaged) {
      return 1;
    }
  }

  /// The plane as a viewer shows it.
  static GreyImage upright(GreyImage image, int orientation) {
    if (orientation == 1) {
      return image;
    }
    boolean sideways = orientation >= 5;
    int width = sideways ? image.height : image.width;
    int height = sideways ? image.width : image.height;
    byte[] turned = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int along = sideways ? y : x;
        int down = sideways ? x : y;
        boolean flipAlong =
            orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean flipDown =
            orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int fromX = flipAlong ? image.width - 1 - along : along;
        int fromY = flipDown ? image.height - 1 - down : down;
        turned[y * width + x] = image.pixels[fromY * image.width + fromX];
      }
    }
    return new GreyImage(turned, width, height);
  }
}
