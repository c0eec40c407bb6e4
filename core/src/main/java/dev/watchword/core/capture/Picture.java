package dev.watchword.core.capture;

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
      if (width < 1 || height < 1 || (long) width * height != pixels.length) {
        throw new IllegalArgumentException(
            "pixels: expected width * height = %d * %d bytes, got %d"
                .formatted(width, height, pixels.length));
      }
      this.pixels = pixels;
      this.width = width;
      this.height = height;
    }

    /// The pixels themselves, not a copy.
    @SuppressWarnings("ArrayReturnedWithoutCopy")
    public byte[] pixels() {
      return pixels;
    }

    public int width() {
      return width;
    }

    public int height() {
      return height;
    }

    @Override
    public String toString() {
      return "Picture.Luminance[" + width + "x" + height + "]";
    }
  }
}
