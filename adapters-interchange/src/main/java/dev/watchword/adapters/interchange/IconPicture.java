package dev.watchword.adapters.interchange;

import dev.watchword.core.vault.Icon;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Makes an entry's icon from a PNG or JPEG of a foreign file: decoded within limits that the
/// header is held against, scaled to 128 pixels a side at the most, and encoded anew (SECURITY
/// UP-07). SVG and all else is left out (UP-09). One instance serves one file.
final class IconPicture {

  private static final int MAX_ENCODED = 1 << 20;
  private static final int MAX_SIDE = 2048;
  private static final int ICON_SIDE = 128;
  private static final long PIXEL_BUDGET = 100_000_000;

  private final Items items;
  private long pixels;

  /// @param items takes a warning when icons were left out
  IconPicture(Items items) {
    this.items = items;
  }

  Optional<Icon> ofBase64(String text) {
    return text.isEmpty() || text.length() > MAX_ENCODED * 4 / 3 + 4
        ? Optional.empty()
        : Encoded.base64(text).flatMap(this::of);
  }

  Optional<Icon> of(byte[] encoded) {
    Optional<String> kind = kind(encoded);
    if (kind.isEmpty() || encoded.length > MAX_ENCODED) {
      items.warn("Some icons were left out: only PNG and JPEG pictures are taken over.");
      return Optional.empty();
    }
    try {
      Optional<Icon> icon = decode(encoded, kind.get());
      if (icon.isEmpty()) {
        items.warn("Some icons were left out: they are too large.");
      }
      return icon;
    } catch (IOException | RuntimeException broken) {
      // the JDK's decoders answer broken pictures with many kinds of unchecked exceptions
      items.warn("Some icons were left out: their pictures are damaged.");
      return Optional.empty();
    }
  }

  private static Optional<String> kind(byte[] encoded) {
    if (encoded.length > 8 && (encoded[0] & 0xff) == 0x89 && encoded[1] == 'P') {
      return Optional.of("png");
    }
    boolean jpeg = encoded.length > 3 && (encoded[0] & 0xff) == 0xff && (encoded[1] & 0xff) == 0xd8;
    return jpeg ? Optional.of("jpeg") : Optional.empty();
  }

  private Optional<Icon> decode(byte[] encoded, String kind) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(kind);
    ImageReader reader = readers.next();
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
        return Optional.empty();
      }
      pixels += (long) width * height;
      if (pixels > PIXEL_BUDGET) {
        return Optional.empty();
      }
      byte[] png = encode(scaled(reader.read(0)));
      return png.length > Icon.MAX_BYTES ? Optional.empty() : Optional.of(new Icon(png));
    } finally {
      reader.dispose();
    }
  }

  private static BufferedImage scaled(BufferedImage picture) {
    double factor =
        Math.min(1, (double) ICON_SIDE / Math.max(picture.getWidth(), picture.getHeight()));
    int width = Math.max(1, (int) Math.round(picture.getWidth() * factor));
    int height = Math.max(1, (int) Math.round(picture.getHeight() * factor));
    BufferedImage icon = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = icon.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(picture, 0, 0, width, height, null);
    graphics.dispose();
    return icon;
  }

  private static byte[] encode(BufferedImage picture) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (var sink = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(sink);
      writer.write(picture);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
