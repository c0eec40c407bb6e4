package dev.watchword.core.otp;

/// How long a code is, in decimal digits: 4 to 10 (RFC 4226 §5.3 asks for at least 6; some sites
/// give 4 or 5, and 31 bits fill no more than 10).
public record Digits(int value) {

  public static final Digits SIX = new Digits(6);
  public static final Digits EIGHT = new Digits(8);

  public Digits {
    if (value < 4 || value > 10) {
      throw new IllegalArgumentException("digits: 4 to 10, got " + value);
    }
  }
}
