package dev.watchword.adapters.interchange;

/// Reads whole numbers of ASCII digits, in a range (SECURITY IM-15): no signs, no digits of other
/// scripts.
final class WholeNumber {

  private static final int MAX_CHARACTERS = 30;

  private WholeNumber() {}

  static long read(String field, String text, long min, long max) throws ItemException {
    String digits = text.strip();
    if (digits.isEmpty() || digits.length() > MAX_CHARACTERS) {
      throw new ItemException(field + ": not a whole number");
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new ItemException(field + ": not a whole number");
      }
      if (value > (Long.MAX_VALUE - digit) / 10) {
        throw new ItemException("%s: not from %d to %d".formatted(field, min, max));
      }
      value = value * 10 + digit;
    }
    if (value < min || value > max) {
      throw new ItemException("%s: not from %d to %d".formatted(field, min, max));
    }
    return value;
  }
}
