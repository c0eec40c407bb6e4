package dev.watchword.adapters.imaging;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.watchword.core.vault.Icon;
import dev.watchword.core.vault.IconMaker;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Icons by ImageIO's decoders: of at most 1 MiB and 4 megapixels, 256 pixels a side when they are
/// done, less where 64 KiB would not hold that.
final class JdkIconMaker implements IconMaker {

  private static final int MAX_ENCODED = 1 << 20;
  private static final int MAX_SIDE = 4_096;
  private static final long MAX_PIXELS = 4_000_000;
  private static final int[] SIDES = {256, 192, 128, 64};
  private static final Duration TIME = Duration.ofSeconds(2);

  @Override
  public Optional<Icon> make(byte[] encoded) {
    if (encoded.length > MAX_ENCODED) {
      return Optional.empty();
    }
    try {
      PictureKind kind = PictureKind.of(encoded);
      if (kind == PictureKind.PDF || kind == PictureKind.TIFF) {
        return Optional.empty();
      }
      return icon(decode(kind, encoded));
    } catch (RefusedPicture notOne) {
      return Optional.empty();
    }
  }

  private static BufferedImage decode(PictureKind kind, byte[] encoded) throws RefusedPicture {
    Deadline deadline = Deadline.in(TIME);
    return kind == PictureKind.WEBP
        ? JdkImageReading.read(
            kind,
            new WebPImageReaderSpi(),
            encoded,
            encoded.length,
            deadline,
            JdkIconMaker::within,
            0)
        : JdkImageReading.read(
            kind,
            kind.title().toLowerCase(Locale.ROOT),
            encoded,
            encoded.length,
            deadline,
            JdkIconMaker::within,
            0);
  }

  /// Looks at the size in the header before a pixel is decoded.
  private static BufferedImage within(ImageReader reader, int index) throws IOException {
    long width = reader.getWidth(index);
    long height = reader.getHeight(index);
    if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
      throw new IIOException("over the limits");
    }
    return reader.read(index);
  }

  private static Optional<Icon> icon(BufferedImage picture) {
    for (int side : SIDES) {
      byte[] png = png(scaled(picture, side));
      if (png.length <= Icon.MAX_BYTES) {
        return Optional.of(new Icon(png));
      }
    }
    return Optional.empty();
  }

  private static BufferedImage scaled(BufferedImage picture, int longerSide) {
    double factor =
        Math.min(1, (double) longerSide / Math.max(picture.getWidth(), picture.getHeight()));
    int width = Math.max(1, (int) Math.round(picture.getWidth() * factor));
    int height = Math.max(1, (int) Math.round(picture.getHeight() * factor));
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(picture, 0, 0, width, height, null);
    graphics.dispose();
    return small;
  }

  private static byte[] png(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(picture, "png", out)) {
        throw new IllegalStateException("this Java runtime writes no PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
