package dev.watchword.core.testing;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;

/// Chance that a test has chosen: bytes from a seed, the same at every run, or bytes that are spelt
/// out. Thread-safe; worthless for anything but tests.
public final class FixedRandom extends SecureRandom {

  private static final long serialVersionUID = 1L;

  private final transient Consumer<byte[]> source;

  private FixedRandom(Consumer<byte[]> source) {
    this.source = source;
  }

  /// An endless stream, the same for the same seed.
  public static FixedRandom seeded(long seed) {
    return new FixedRandom(new Random(seed)::nextBytes);
  }

  /// These bytes in this order, once; asking for more fails.
  public static FixedRandom hex(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    int[] used = {0};
    return new FixedRandom(out -> {
      if (used[0] + out.length > bytes.length) {
        throw new IllegalStateException(
            "asked for more than the %d bytes that the test gave".formatted(bytes.length));
      }
      System.arraycopy(bytes, used[0], out, 0, out.length);
      used[0] += out.length;
    });
  }

  @Override
  public synchronized void nextBytes(byte[] bytes) {
    source.accept(bytes);
  }

  @Override
  public byte[] generateSeed(int numBytes) {
    byte[] seed = new byte[numBytes];
    nextBytes(seed);
    return seed;
  }
}
