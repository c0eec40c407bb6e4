package dev.watchword.core.otp;

import dev.watchword.core.secret.Pin;
import dev.watchword.core.secret.SharedSecret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// Yandex.Key codes: HMAC-SHA-256 keyed by SHA-256 over the PIN and the first 16 bytes of the
/// secret, truncated to 63 bits and written in eight letters.
final class Yandex {

  private static final int SECRET_BYTES = 16;
  private static final int LETTERS = 8;
  private static final int TYPED_BYTES = 26;
  private static final int CHECKSUM_BITS = 12;
  private static final int POLYNOMIAL = 0x18f3;

  private Yandex() {}

  static String code(SharedSecret secret, Pin pin, long step) {
    try (SharedSecret key = key(secret, pin);
        KeyedHash hash = new KeyedHash(key, HashAlgorithm.SHA256)) {
      byte[] mac = hash.of(step);
      int offset = mac[mac.length - 1] & 15;
      long value = mac[offset] & 0x7f;
      for (int i = 1; i < 8; i++) {
        value = value << 8 | (mac[offset + i] & 0xff);
      }
      char[] code = new char[LETTERS];
      for (int i = LETTERS - 1; i >= 0; i--) {
        code[i] = (char) ('a' + value % 26);
        value /= 26;
      }
      return new String(code);
    }
  }

  /// Refuses what cannot be a Yandex secret: fewer than 16 bytes, or the 26 bytes that Yandex has
  /// people type with a checksum that is wrong. A secret from a QR code has 16 bytes and none.
  ///
  /// @throws IllegalArgumentException without the secret in its message
  static void check(SharedSecret secret) {
    if (secret.lengthBytes() < SECRET_BYTES) {
      throw new IllegalArgumentException(
          "secret: a Yandex secret has at least 16 bytes, got " + secret.lengthBytes());
    }
    if (secret.lengthBytes() == TYPED_BYTES && !secret.expose(Yandex::checksumHolds)) {
      throw new IllegalArgumentException("secret: its checksum is wrong, a character is mistyped");
    }
  }

  /// The last 12 bits are the remainder of the 196 bits before them, as a polynomial over GF(2), by
  /// x^12 + x^11 + x^7 + x^6 + x^5 + x^4 + x + 1.
  private static boolean checksumHolds(byte[] typed) {
    int remainder = 0;
    for (int i = 0; i < TYPED_BYTES * 8 - CHECKSUM_BITS; i++) {
      remainder = remainder << 1 | typed[i >> 3] >> (7 - (i & 7)) & 1;
      if (remainder >> CHECKSUM_BITS != 0) {
        remainder ^= POLYNOMIAL;
      }
    }
    return remainder == ((typed[TYPED_BYTES - 2] & 0xf) << 8 | typed[TYPED_BYTES - 1] & 0xff);
  }

  private static SharedSecret key(SharedSecret secret, Pin pin) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      Ascii.update(sha256, pin);
      secret.exposeTo(bytes -> sha256.update(bytes, 0, SECRET_BYTES));
      byte[] hash = sha256.digest();
      byte[] key = hash[0] == 0 ? Arrays.copyOfRange(hash, 1, hash.length) : hash.clone();
      try {
        return SharedSecret.copyOf(key);
      } finally {
        Arrays.fill(hash, (byte) 0);
        Arrays.fill(key, (byte) 0);
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }
}
