package dev.watchword.core.seal;

/// The cost of Argon2id (RFC 9106 §3.1), bounded both ways: what is read from a file can't make
/// unlocking cheap to guess at, nor eat the machine (SECURITY CR-02, IM-03).
///
/// @param memoryKib 19,456 (19 MiB) to 262,144 (256 MiB)
/// @param iterations t, at least 2; memory times t is at most 4 GiB
/// @param parallelism lanes, 1 to 16
public record Argon2idParameters(int memoryKib, int iterations, int parallelism) {

  /// 64 MiB, three passes, one lane.
  public static final Argon2idParameters STANDARD = new Argon2idParameters(64 * 1024, 3, 1);

  /// The least that is accepted: 19 MiB, two passes.
  public static final Argon2idParameters FLOOR = new Argon2idParameters(19 * 1024, 2, 1);

  public Argon2idParameters {
    if (memoryKib < 19 * 1024 || memoryKib > 256 * 1024) {
      throw new IllegalArgumentException("memoryKib: 19456 to 262144, got " + memoryKib);
    }
    if (iterations < 2 || (long) iterations * memoryKib > 4L * 1024 * 1024) {
      throw new IllegalArgumentException(
          "iterations: at least 2, and times memory at most 4 GiB, got " + iterations);
    }
    if (parallelism < 1 || parallelism > 16) {
      throw new IllegalArgumentException("parallelism: 1 to 16, got " + parallelism);
    }
  }
}
