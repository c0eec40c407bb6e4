package dev.watchword.core.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// A picture as it came from outside, not yet looked at.
public sealed interface Picture {

  /// An encoded picture file: PNG, JPEG, GIF, BMP, WebP, TIFF or PDF, told by its content.
  ///
  /// The array is lent: it is neither copied nor changed, and the caller may wipe it after the
  /// call.
  final class Encoded implements Picture {
    private final byte[] bytes;

    public Encoded(byte[] bytes) {
      this.bytes = Objects.requireNonNull(bytes, "bytes");
    }

    /// Reads a picture from a stream, which stays open. Of one that is over the limit no more is
    /// read than shows it, and decoding then refuses it.
    ///
    /// @throws IOException when the stream fails
    public static Encoded from(InputStream in, DecodeLimits limits) throws IOException {
      return new Encoded(in.readNBytes(limits.maxBytes() + 1));
    }

    /// Reads a picture file, in the same way.
    ///
    /// @throws IOException when the file cannot be read
    public static Encoded from(Path file, DecodeLimits limits) throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        return from(in, limits);
      }
    }

    /// The file's bytes themselves, not a copy.
    @SuppressWarnings("ArrayReturnedWithoutCopy")
    public byte[] bytes() {
      return bytes;
    }

    @Override
    public String toString() {
      return "Picture.Encoded[" + bytes.length + " bytes]";
    }
  }

  /// Raw luminance, a byte a pixel, row by row: a camera frame.
  ///
  /// The array is lent, as with [Encoded].
  final class Luminance implements Picture {
    private final byte[] pixels;
    private final int width;
    private final int height;

    /// @param pixels luminance, 0 (black) to 255 (white), `width * height` bytes
    /// @param width in pixels, at least 1
    /// @param height in pixels, at least 1
    /// @throws IllegalArgumentException when the sizes do not fit together
    public Luminance(byte[] pixels, int width, int height) {
      checkSize("pixels", width, height, pixels.length);
      this.pixels = pixels;
      this.width = width;
      this.height = height;
    }

    /// The pixels themselves, not a copy.
    @SuppressWarnings("ArrayReturnedWithoutCopy")
    public byte[] pixels() {
      return pixels;
    }

    /// In pixels, at least 1.
    public int width() {
      return width;
    }

    /// In pixels, at least 1.
    public int height() {
      return height;
    }

    @Override
    public String toString() {
      return "Picture.Luminance[" + width + "x" + height + "]";
    }
  }

  /// An image that is decoded already, in colour: of a `java.awt.image.BufferedImage` it is `new
  /// Picture.Pixels(image.getRGB(0, 0, w, h, null, 0, w), w, h)`.
  ///
  /// The array is lent, as with [Encoded].
  final class Pixels implements Picture {
    private final int[] argb;
    private final int width;
    private final int height;

    /// @param argb opacity, red, green and blue from the highest byte to the lowest, not
    ///   multiplied, row by row: `width * height` of them
    /// @param width in pixels, at least 1
    /// @param height in pixels, at least 1
    /// @throws IllegalArgumentException when the sizes do not fit together
    public Pixels(int[] argb, int width, int height) {
      checkSize("argb", width, height, argb.length);
      this.argb = argb;
      this.width = width;
      this.height = height;
    }

    /// The pixels themselves, not a copy.
    @SuppressWarnings("ArrayReturnedWithoutCopy")
    public int[] argb() {
      return argb;
    }

    /// In pixels, at least 1.
    public int width() {
      return width;
    }

    /// In pixels, at least 1.
    public int height() {
      return height;
    }

    @Override
    public String toString() {
      return "Picture.Pixels[" + width + "x" + height + "]";
    }
  }

  private static void checkSize(String name, int width, int height, int length) {
    if (width < 1 || height < 1 || (long) width * height != length) {
      throw new IllegalArgumentException(
          "%s: expected width * height = %d * %d, got %d".formatted(name, width, height, length));
    }
  }
}
