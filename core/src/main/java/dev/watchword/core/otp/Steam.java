package dev.watchword.core.otp;

import dev.watchword.core.secret.SharedSecret;

/// Steam Guard codes: the truncated value of RFC 4226 §5.3, written in 26 characters instead of
/// ten.
final class Steam {

  private static final String ALPHABET = "23456789BCDFGHJKMNPQRTVWXY";

  private Steam() {}

  static String code(SharedSecret secret, long step) {
    try (KeyedHash hash = new KeyedHash(secret, HashAlgorithm.SHA1)) {
      int value = hash.truncated(step);
      char[] code = new char[5];
      for (int i = 0; i < code.length; i++) {
        code[i] = ALPHABET.charAt(value % ALPHABET.length());
        value /= ALPHABET.length();
      }
      return new String(code);
    }
  }
}
