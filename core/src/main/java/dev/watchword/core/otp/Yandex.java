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

  private static SharedSecret key(SharedSecret secret, Pin pin) {
    if (secret.lengthBytes() < SECRET_BYTES) {
      throw new IllegalArgumentException(
          "secret: a Yandex secret has at least 16 bytes, got " + secret.lengthBytes());
    }
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
