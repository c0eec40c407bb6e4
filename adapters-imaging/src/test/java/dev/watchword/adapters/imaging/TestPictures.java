package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.Picture;
import dev.watchword.core.capture.SampleSymbol;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// Encoded pictures of the sample symbol, made on the spot.
final class TestPictures {

  private TestPictures() {}

  /// The sample with its margin, four pixels a module, in one of BufferedImage's types.
  static BufferedImage image(int type) {
    Picture.Luminance sample = SampleSymbol.picture(4);
    BufferedImage image = new BufferedImage(sample.width(), sample.height(), type);
    for (int y = 0; y < sample.height(); y++) {
      for (int x = 0; x < sample.width(); x++) {
        int grey = sample.pixels()[y * sample.width() + x] & 0xFF;
        image.setRGB(x, y, 0xFF000000 | grey * 0x010101);
      }
    }
    return image;
  }

  static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("format: no writer for " + format);
      }
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return out.toByteArray();
  }
}
