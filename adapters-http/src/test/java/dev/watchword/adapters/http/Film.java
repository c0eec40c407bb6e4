package dev.watchword.adapters.http;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// A film for a browser's camera that plays a file: ten frames of one grey picture, as YUV4MPEG2.
final class Film {

  private static final int FRAMES = 10;

  private Film() {}

  static void write(BufferedImage picture, Path film) throws IOException {
    int width = picture.getWidth();
    int height = picture.getHeight();
    byte[] luma = new byte[width * height];
    for (int i = 0; i < luma.length; i++) {
      int green = picture.getRGB(i % width, i / width) >> 8 & 0xff;
      luma[i] = (byte) (16 + green * 219 / 255);
    }
    byte[] chroma = new byte[luma.length / 2];
    Arrays.fill(chroma, (byte) 128);
    try (OutputStream out = Files.newOutputStream(film)) {
      out.write(
          "YUV4MPEG2 W%d H%d F10:1 Ip A1:1 C420jpeg%n"
              .formatted(width, height)
              .getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < FRAMES; i++) {
        out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
        out.write(luma);
        out.write(chroma);
      }
    }
  }
}
