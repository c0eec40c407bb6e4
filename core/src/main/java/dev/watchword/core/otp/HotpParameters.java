package dev.watchword.core.otp;

/// A counter-based code (RFC 4226).
///
/// @param algorithm the hash under HMAC
/// @param digits length of a code
/// @param counter the moving factor of the next code; 0 to 2^63 - 1
public record HotpParameters(HashAlgorithm algorithm, Digits digits, long counter)
    implements OtpParameters {

  public HotpParameters {
    if (counter < 0) {
      throw new IllegalArgumentException("counter: at least 0, got " + counter);
    }
  }

  @Override
  public String type() {
    return "hotp";
  }

  @Override
  public int codeLength() {
    return digits.value();
  }

  /// The same code generator one step on.
  ///
  /// @throws ArithmeticException past 2^63 - 1
  public HotpParameters advanced() {
    return new HotpParameters(algorithm, digits, Math.incrementExact(counter));
  }
}
