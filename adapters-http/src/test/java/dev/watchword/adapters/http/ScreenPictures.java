package dev.watchword.adapters.http;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.EncodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.QRCodeWriter;
import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.Corner;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Diagnosis;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.capture.Picture;
import dev.watchword.core.capture.QrCode;
import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.vault.Icon;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/// Real QR codes by the library's plain reader and writer, enough for screenshots that a browser
/// takes: one upright code.
final class ScreenPictures implements ImageDecoder, QrRenderer {

  private static final int QUIET_ZONE = 4;

  @Override
  public Capture decode(Picture picture, DecodeLimits limits) {
    try {
      BufferedImage image =
          ImageIO.read(new ByteArrayInputStream(((Picture.Encoded) picture).bytes()));
      if (image == null) {
        return Capture.unreadable(new Diagnosis.NoCode());
      }
      int[] pixels =
          image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
      Result found =
          new QRCodeReader()
              .decode(
                  new BinaryBitmap(
                      new HybridBinarizer(
                          new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels))),
                  Map.of(DecodeHintType.TRY_HARDER, true));
      return new Capture(List.of(code(found, image)), List.of());
    } catch (ReaderException e) {
      return Capture.unreadable(new Diagnosis.NoCode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static QrCode code(Result found, BufferedImage image) {
    return QrCode.builder()
        .payload(found.getText().getBytes(StandardCharsets.UTF_8))
        .corners(
            List.of(
                new Corner(0, 0),
                new Corner(image.getWidth(), 0),
                new Corner(image.getWidth(), image.getHeight()),
                new Corner(0, image.getHeight())))
        .version(4)
        .errorCorrection(QrCode.ErrorCorrection.M)
        .build();
  }

  /// A real picture made small; empty for what is none.
  static Optional<Icon> icon(byte[] encoded) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(encoded));
      if (image == null) {
        return Optional.empty();
      }
      BufferedImage small = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
      small.createGraphics().drawImage(image, 0, 0, 64, 64, null);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(small, "png", out);
      return Optional.of(new Icon(out.toByteArray()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static BitMatrix modules(String text) {
    try {
      return new QRCodeWriter()
          .encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, QUIET_ZONE));
    } catch (WriterException e) {
      throw new IllegalArgumentException("text: does not fit a QR code", e);
    }
  }

  @Override
  public byte[] png(String text, int pixelsPerModule) {
    BitMatrix modules = modules(text);
    int side = modules.getWidth() * pixelsPerModule;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
    for (int i = 0; i < side * side; i++) {
      boolean dark = modules.get(i % side / pixelsPerModule, i / side / pixelsPerModule);
      image.setRGB(i % side, i / side, dark ? 0 : 0xffffff);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  @Override
  public String svg(String text) {
    BitMatrix modules = modules(text);
    int side = modules.getWidth();
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < side * side; i++) {
      if (modules.get(i % side, i / side)) {
        path.append("M%d %dh1v1h-1z".formatted(i % side, i / side));
      }
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d"><rect width="%1$d" height="%1$d" fill="#fff"/><path d="%2$s" fill="#000"/></svg>\
    """
        .formatted(side, path);
  }

  @Override
  public String blocks(String text, boolean darkBackground) {
    throw new UnsupportedOperationException("no terminal here");
  }
}
