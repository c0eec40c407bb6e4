package dev.watchword.core.keyuri;

/// Reads whole numbers of ASCII digits; `Long.parseLong` would take other scripts' digits and signs
/// too.
final class Numbers {

  private static final int MAX_CHARACTERS = 30;

  private Numbers() {}

  static long read(String parameter, String text, long min, long max) throws KeyUriSyntaxException {
    String digits = text.strip();
    if (digits.isEmpty() || digits.length() > MAX_CHARACTERS) {
      throw new KeyUriSyntaxException(parameter, "not a whole number");
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        throw new KeyUriSyntaxException(parameter, "not a whole number");
      }
      int digit = c - '0';
      if (value > (Long.MAX_VALUE - digit) / 10) {
        throw outOfRange(parameter, min, max);
      }
      value = value * 10 + digit;
    }
    if (value < min || value > max) {
      throw outOfRange(parameter, min, max);
    }
    return value;
  }

  private static KeyUriSyntaxException outOfRange(String parameter, long min, long max) {
    return new KeyUriSyntaxException(parameter, "not from " + min + " to " + max);
  }
}
