package dev.watchword.adapters.imaging;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import dev.watchword.core.capture.QrRenderer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Draws QR codes through ZXing's encoder, at error correction level M: PNG by [PngWriter] without
/// AWT, SVG as one path, terminal pictures by half blocks.
///
/// Text beyond ASCII is marked as UTF-8 by an ECI, as the standard asks. Thread-safe.
final class ZxingQrRenderer implements QrRenderer {

  private static final int MARGIN = 4;
  private static final int MAX_PIXELS_PER_MODULE = 64;

  @Override
  public byte[] png(String text, int pixelsPerModule) {
    if (pixelsPerModule < 1 || pixelsPerModule > MAX_PIXELS_PER_MODULE) {
      throw new IllegalArgumentException(
          "pixelsPerModule: 1 to %d, got %d".formatted(MAX_PIXELS_PER_MODULE, pixelsPerModule));
    }
    ByteMatrix modules = encode(text);
    int size = (modules.getWidth() + 2 * MARGIN) * pixelsPerModule;
    return PngWriter.blackAndWhite(
        size,
        size,
        (x, y) -> dark(modules, x / pixelsPerModule - MARGIN, y / pixelsPerModule - MARGIN));
  }

  @Override
  public String svg(String text) {
    ByteMatrix modules = encode(text);
    int size = modules.getWidth() + 2 * MARGIN;
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < modules.getHeight(); y++) {
      for (int x = 0; x < modules.getWidth(); x++) {
        int run = 0;
        while (dark(modules, x + run, y)) {
          run++;
        }
        if (run > 0) {
          path.append("M%d %dh%dv1h-%dz".formatted(x + MARGIN, y + MARGIN, run, run));
          x += run;
        }
      }
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">\
    <rect width="%1$d" height="%1$d" fill="#fff"/><path d="%2$s" fill="#000"/></svg>
    """
        .formatted(size, path);
  }

  @Override
  public String blocks(String text, boolean darkBackground) {
    ByteMatrix modules = encode(text);
    int size = modules.getWidth();
    StringBuilder lines = new StringBuilder();
    for (int y = -MARGIN; y < size + MARGIN; y += 2) {
      for (int x = -MARGIN; x < size + MARGIN; x++) {
        boolean upper = dark(modules, x, y) != darkBackground;
        boolean lower = y + 1 < size + MARGIN && dark(modules, x, y + 1) != darkBackground;
        lines.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
      }
      lines.append('\n');
    }
    return lines.toString();
  }

  private static boolean dark(ByteMatrix modules, int x, int y) {
    return x >= 0
        && y >= 0
        && x < modules.getWidth()
        && y < modules.getHeight()
        && modules.get(x, y) == 1;
  }

  private static ByteMatrix encode(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (text.isEmpty() || bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "text: 1 to %d bytes of UTF-8, got %d".formatted(MAX_BYTES, bytes));
    }
    boolean ascii = bytes == text.length();
    try {
      return Encoder.encode(
              text,
              ErrorCorrectionLevel.M,
              ascii
                  ? Map.of()
                  : Map.of(EncodeHintType.CHARACTER_SET, StandardCharsets.UTF_8.name()))
          .getMatrix();
    } catch (WriterException tooLong) {
      throw new IllegalArgumentException(
          "text: too long for a QR code, %d bytes of UTF-8".formatted(bytes));
    }
  }
}
