package dev.watchword.adapters.http;

import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.capture.Picture;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/// Has pictures read, so many at a time that a crowd of them does not take the memory or the
/// processors from the rest (SECURITY UP-10). Thread-safe.
final class PictureReading {

  private static final int MAX_UPLOADS = 16;

  private final ImageDecoder decoder;
  private final Semaphore uploads = new Semaphore(MAX_UPLOADS);

  PictureReading(ImageDecoder decoder) {
    this.decoder = decoder;
  }

  /// @param picture takes it out of the request; it is wiped in the end
  /// @param limits what the reading may cost
  /// @param use what is made of what was found, which is closed afterwards
  <T> T read(Supplier<byte[]> picture, DecodeLimits limits, Function<Capture, T> use) {
    if (!uploads.tryAcquire()) {
      throw Problem.busy().asException();
    }
    try {
      byte[] bytes = picture.get();
      try (Capture capture = decode(bytes, limits)) {
        return use.apply(capture);
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    } finally {
      uploads.release();
    }
  }

  private Capture decode(byte[] picture, DecodeLimits limits) {
    return HeavyWork.PICTURES.run(() -> decoder.decode(new Picture.Encoded(picture), limits));
  }
}
