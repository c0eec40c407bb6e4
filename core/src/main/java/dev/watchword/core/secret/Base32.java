package dev.watchword.core.secret;

import java.util.Arrays;

/// Base32 (RFC 4648 §6) as authenticator secrets are written: tolerant on reading, canonical on
/// writing.
///
/// Reading drops blanks of any script, `-` and the padding `=` at the end, takes either case
/// whatever the locale, and ignores the low bits left over after the last whole byte, since files
/// of other programs hold texts of 7, 10 or 13 characters. Stateless and thread-safe.
public final class Base32 {

  private static final char[] ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".toCharArray();

  private Base32() {}

  /// Upper-case Base32 without padding.
  ///
  /// The text holds the secret: the caller keeps it no longer than it must.
  public static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder((bytes.length * 8 + 4) / 5);
    int buffer = 0;
    int bits = 0;
    for (byte b : bytes) {
      buffer = (buffer << 8) | (b & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET[(buffer >>> bits) & 31]);
      }
    }
    if (bits > 0) {
      text.append(ALPHABET[(buffer << (5 - bits)) & 31]);
    }
    return text.toString();
  }

  /// The bytes of a Base32 text.
  ///
  /// @throws IllegalArgumentException when a character is outside of A-Z and 2-7, or fewer than two
  ///   characters are left, which is not a whole byte; the message gives the place, never the text
  public static byte[] decode(CharSequence text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '=' || isSeparator(text.charAt(end - 1)))) {
      end--;
    }
    byte[] bytes = new byte[end * 5 / 8];
    int length = 0;
    int buffer = 0;
    int bits = 0;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (isSeparator(c)) {
        continue;
      }
      int value = value(c);
      if (value < 0) {
        Arrays.fill(bytes, (byte) 0);
        throw new IllegalArgumentException(
            "secret: character " + (i + 1) + " is not of the Base32 alphabet");
      }
      buffer = (buffer << 5) | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[length++] = (byte) (buffer >>> bits);
      }
    }
    if (length == 0) {
      throw new IllegalArgumentException("secret: no whole byte in the Base32 text");
    }
    byte[] decoded = Arrays.copyOf(bytes, length);
    Arrays.fill(bytes, (byte) 0);
    return decoded;
  }

  private static boolean isSeparator(char c) {
    return c == '-' || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static int value(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a';
    }
    return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
  }
}
