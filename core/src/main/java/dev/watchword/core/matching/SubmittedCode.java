package dev.watchword.core.matching;

/// A code as a claimant typed it, normalised once, before every use of it (SECURITY OV-08).
///
/// White space and hyphens are dropped, decimal digits of any script become ASCII. What is left and
/// is not 4 to 10 digits can match nothing; it is still a try, and counts as one. Redacted.
/// Immutable and thread-safe.
public final class SubmittedCode {

  private static final int MAX_RAW_LENGTH = 64;
  private static final int MAX_DIGITS = 10;
  private static final SubmittedCode MALFORMED = new SubmittedCode(-1, 0);

  private final long value;
  private final int digits;

  private SubmittedCode(long value, int digits) {
    this.value = value;
    this.digits = digits;
  }

  /// Reads what was typed; never refuses, since a malformed code is answered like a wrong one.
  public static SubmittedCode of(String typed) {
    if (typed.length() > MAX_RAW_LENGTH) {
      return MALFORMED;
    }
    long value = 0;
    int digits = 0;
    for (int i = 0; i < typed.length(); ) {
      int c = typed.codePointAt(i);
      i += Character.charCount(c);
      int digit = c >= '0' && c <= '9' ? c - '0' : digitOfAnyScript(c);
      if (digit >= 0) {
        if (++digits > MAX_DIGITS) {
          return MALFORMED;
        }
        value = value * 10 + digit;
      } else if (!isFiller(c)) {
        return MALFORMED;
      }
    }
    return digits < 4 ? MALFORMED : new SubmittedCode(value, digits);
  }

  private static int digitOfAnyScript(int c) {
    return Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER ? Character.digit(c, 10) : -1;
  }

  private static boolean isFiller(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '-' || c == 0x2010;
  }

  /// Whether it has this many digits.
  boolean hasDigits(int count) {
    return digits == count;
  }

  /// The digits as a number; -1 for a malformed one.
  long value() {
    return value;
  }

  @Override
  public String toString() {
    return "SubmittedCode[REDACTED]";
  }
}
