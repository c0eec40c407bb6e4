package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Diagnosis;

/// Holds the sizes in a picture's header against the limits, before a pixel is decoded (SECURITY
/// UP-01).
final class SizeLimits {

  private SizeLimits() {}

  static void checkBytes(byte[] encoded, DecodeLimits limits) throws RefusedPicture {
    if (encoded.length > limits.maxBytes()) {
      throw over("file size in bytes", encoded.length, limits.maxBytes());
    }
  }

  /// @param kind for a header that says nonsense
  static void checkFrame(PictureKind kind, long width, long height, DecodeLimits limits)
      throws RefusedPicture {
    if (width < 1 || height < 1) {
      throw new RefusedPicture(new Diagnosis.DamagedPicture(kind.title()));
    }
    if (Math.max(width, height) > limits.maxSide()) {
      throw over("longer side in pixels", Math.max(width, height), limits.maxSide());
    }
    if (width * height > limits.maxPixels()) {
      throw over("number of pixels", width * height, limits.maxPixels());
    }
  }

  static RefusedPicture over(String what, long value, long limit) {
    return new RefusedPicture(new Diagnosis.OverLimit(what, value, limit));
  }
}
