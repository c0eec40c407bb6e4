package dev.watchword.core.interchange;

import java.time.Duration;

/// What a key derivation that a foreign file asks for may cost (SECURITY IM-03 to IM-05), looked at
/// before any derivation.
///
/// @param scryptBytes 128·N·r, in bytes
/// @param argon2Bytes memory of Argon2, in bytes
/// @param argon2Work passes times memory of Argon2, in bytes
/// @param lanes parallelism of scrypt and Argon2
/// @param pbkdf2Iterations rounds of PBKDF2
/// @param aesRounds rounds of KeePass's AES-KDF
/// @param slots key slots of one file that are tried with a password
/// @param deadline time for all derivations of one file; none is begun after it
public record KdfLimits(
    long scryptBytes,
    long argon2Bytes,
    long argon2Work,
    int lanes,
    long pbkdf2Iterations,
    long aesRounds,
    int slots,
    Duration deadline) {

  private static final long MIB = 1 << 20;

  /// What runs without asking: 256 MiB, 4 GiB of work, 5,000,000 rounds, 16 slots, 30 seconds.
  public static final KdfLimits STANDARD =
      new KdfLimits(
          256 * MIB, 256 * MIB, 4096 * MIB, 16, 5_000_000, 100_000_000, 16, Duration.ofSeconds(30));

  /// What a person at a terminal may allow by an explicit option: 2 GiB; never over the network.
  public static final KdfLimits RAISED =
      new KdfLimits(
          2048 * MIB,
          2048 * MIB,
          32_768 * MIB,
          64,
          50_000_000,
          1_000_000_000,
          16,
          Duration.ofMinutes(10));

  public KdfLimits {
    if (scryptBytes < 1
        || argon2Bytes < 1
        || argon2Work < 1
        || lanes < 1
        || pbkdf2Iterations < 1
        || aesRounds < 1
        || slots < 1
        || deadline.isNegative()
        || deadline.isZero()) {
      throw new IllegalArgumentException("limits: each must be at least 1");
    }
  }
}
