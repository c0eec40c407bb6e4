package dev.watchword.adapters.http;

import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.Corner;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Diagnosis;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.capture.Picture;
import dev.watchword.core.capture.QrCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;

/// Real PNG files whose grey pixels spell a payload, and a decoder of them: they survive a
/// clipboard, which encodes pictures anew.
final class PixelPictures implements ImageDecoder {

  private static final int SIDE = 160;
  private static final String MARK = "WW:";

  static byte[] png(String payload) {
    return encoded(MARK + payload + "\0");
  }

  static byte[] blank() {
    return encoded("");
  }

  private static byte[] encoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < SIDE * SIDE; i++) {
      int grey = i < bytes.length ? bytes[i] & 0xff : (i / 16 + i / SIDE / 16) % 2 * 0xd0 + 0x20;
      image.setRGB(i % SIDE, i / SIDE, grey << 16 | grey << 8 | grey);
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
  public Capture decode(Picture picture, DecodeLimits limits) {
    String text = text(((Picture.Encoded) picture).bytes());
    if (!text.startsWith(MARK)) {
      return Capture.unreadable(new Diagnosis.NoCode());
    }
    String payload = text.substring(MARK.length(), text.indexOf('\0'));
    return new Capture(
        List.of(
            QrCode.builder()
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .corners(
                    List.of(
                        new Corner(20, 20),
                        new Corner(140, 20),
                        new Corner(140, 140),
                        new Corner(20, 140)))
                .version(4)
                .errorCorrection(QrCode.ErrorCorrection.M)
                .build()),
        List.of());
  }

  private static String text(byte[] file) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
      if (image == null) {
        return "";
      }
      byte[] bytes = new byte[image.getWidth() * image.getHeight()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) image.getRGB(i % image.getWidth(), i / image.getWidth());
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
