package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.Diagnosis;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/// Runs one of ImageIO's decoders over bytes in memory: the decoder that our own look at the
/// content named, never one that ImageIO would pick.
final class JdkImageReading {

  /// One use of a reader.
  @FunctionalInterface
  interface Use<T> {
    T apply(ImageReader reader, int index) throws IOException;
  }

  static {
    System.setProperty("java.awt.headless", System.getProperty("java.awt.headless", "true"));
    ImageIO.setUseCache(false);
  }

  private JdkImageReading() {}

  /// @param format the JDK's name of the format
  static <T> T read(
      PictureKind kind,
      String format,
      byte[] bytes,
      int length,
      Deadline deadline,
      Use<T> use,
      int index)
      throws RefusedPicture {
    return read(kind, spi(format), bytes, length, deadline, use, index);
  }

  static <T> T read(
      PictureKind kind,
      ImageReaderSpi spi,
      byte[] bytes,
      int length,
      Deadline deadline,
      Use<T> use,
      int index)
      throws RefusedPicture {
    try (DeadlineImageStream stream = new DeadlineImageStream(bytes, length, deadline)) {
      ImageReader reader = spi.createReaderInstance();
      try {
        reader.setInput(stream, false, true);
        return use.apply(reader, index);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException broken) { // decoders answer damage with any of these
      deadline.check();
      throw new RefusedPicture(new Diagnosis.DamagedPicture(kind.title()));
    }
  }

  private static ImageReaderSpi spi(String format) {
    Iterator<ImageReaderSpi> all =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
    while (all.hasNext()) {
      ImageReaderSpi spi = all.next();
      if (spi.getClass().getName().startsWith("com.sun.imageio.plugins." + format + ".")) {
        return spi;
      }
    }
    throw new IllegalStateException("this Java runtime has no ImageIO reader for " + format);
  }

  /// A picture of any of Java's models as planes.
  static Frame frame(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    FrameCanvas canvas = new FrameCanvas(width, height);
    if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
      if (data.length == width * height) {
        return Frame.of(new GreyImage(data, width, height));
      }
    }
    boolean direct = image.getType() == BufferedImage.TYPE_INT_RGB;
    int[] all = direct ? ((DataBufferInt) image.getRaster().getDataBuffer()).getData() : new int[0];
    if (direct && all.length == width * height) {
      canvas.argb(all, 0, all.length, 0xFF000000);
      return canvas.finish(false);
    }
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      canvas.argb(row, y * width, width, 0);
    }
    return canvas.finish(false);
  }
}
