package dev.watchword.adapters.interchange;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// Bytes in the texts of foreign files: hexadecimal and Base64, blanks dropped.
final class Encoded {

  private Encoded() {}

  /// The bytes of hexadecimal digits.
  ///
  /// @return empty when it is no even number of hexadecimal digits
  static Optional<byte[]> hex(String text) {
    String plain = withoutBlanks(text);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c > 'f' || Character.digit(c, 16) < 0) {
        return Optional.empty();
      }
    }
    return plain.length() % 2 == 0 ? Optional.of(HexFormat.of().parseHex(plain)) : Optional.empty();
  }

  /// Standard or URL-safe Base64, with or without padding.
  ///
  /// @return empty when it is neither
  static Optional<byte[]> base64(String text) {
    String plain = withoutBlanks(text).replace('-', '+').replace('_', '/');
    int end = plain.length();
    while (end > 0 && plain.charAt(end - 1) == '=') {
      end--;
    }
    try {
      return Optional.of(Base64.getDecoder().decode(plain.substring(0, end)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String withoutBlanks(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
