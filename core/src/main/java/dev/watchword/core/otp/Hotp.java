package dev.watchword.core.otp;

import dev.watchword.core.secret.SharedSecret;

/// HOTP (RFC 4226 §5.3): the codes of one secret by counter.
///
/// Holds the secret's keyed state until [#close]; the secret that was handed in stays the caller's.
/// Thread-safe until closed. It compares nothing and keeps no counter: see the verifier for that.
public final class Hotp implements AutoCloseable {

  private static final long[] POWERS = {
    1L,
    10L,
    100L,
    1_000L,
    10_000L,
    100_000L,
    1_000_000L,
    10_000_000L,
    100_000_000L,
    1_000_000_000L,
    10_000_000_000L
  };

  private final KeyedHash hash;
  private final int digits;

  public Hotp(SharedSecret secret, HashAlgorithm algorithm, Digits digits) {
    this.hash = new KeyedHash(secret, algorithm);
    this.digits = digits.value();
  }

  /// The code for a moving factor.
  ///
  /// @param counter 0 to 2^63 - 1
  /// @return as many decimal digits as asked for, with leading zeros
  /// @throws IllegalArgumentException when `counter` is negative
  public String code(long counter) {
    return decimal(value(counter), digits);
  }

  /// The code for a moving factor as a number: for a verifier, which compares without making texts.
  ///
  /// @param counter 0 to 2^63 - 1
  /// @return 0 to 10^digits - 1
  /// @throws IllegalArgumentException when `counter` is negative
  public long value(long counter) {
    if (counter < 0) {
      throw new IllegalArgumentException("counter: at least 0, got " + counter);
    }
    return hash.truncated(counter) % POWERS[digits];
  }

  @SuppressWarnings("deprecation") // the Latin-1 constructor: the bytes are ASCII digits
  private static String decimal(long value, int digits) {
    byte[] ascii = new byte[digits];
    long rest = value;
    for (int i = digits - 1; i >= 0; i--) {
      ascii[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return new String(ascii, 0, 0, digits);
  }

  @Override
  public void close() {
    hash.close();
  }
}
