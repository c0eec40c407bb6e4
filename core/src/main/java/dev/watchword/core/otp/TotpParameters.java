package dev.watchword.core.otp;

import java.time.Duration;
import java.time.Instant;

/// A time-based code (RFC 6238 §4.1).
///
/// @param algorithm the hash under HMAC
/// @param digits length of a code
/// @param period the time step X; whole seconds, 1 s to 1 day
/// @param t0 where steps are counted from, not before 1970
public record TotpParameters(HashAlgorithm algorithm, Digits digits, Duration period, Instant t0)
    implements OtpParameters {

  /// SHA-1, six digits, 30 seconds, from 1970: what nearly every site uses.
  public static final TotpParameters STANDARD =
      new TotpParameters(HashAlgorithm.SHA1, Digits.SIX, Duration.ofSeconds(30));

  public TotpParameters {
    if (period.toNanosPart() != 0 || period.toSeconds() < 1 || period.toSeconds() > 86_400) {
      throw new IllegalArgumentException("period: 1 to 86400 whole seconds, got " + period);
    }
    if (t0.getNano() != 0 || t0.getEpochSecond() < 0) {
      throw new IllegalArgumentException("t0: a whole second, 1970 or later, got " + t0);
    }
  }

  /// Steps counted from 1970 (T0 = 0, the default of RFC 6238 §4.1).
  public TotpParameters(HashAlgorithm algorithm, Digits digits, Duration period) {
    this(algorithm, digits, period, Instant.EPOCH);
  }

  @Override
  public String type() {
    return "totp";
  }

  @Override
  public int codeLength() {
    return digits.value();
  }

  /// The time step T that `time` falls in (RFC 6238 §4.2).
  ///
  /// @throws IllegalArgumentException when `time` lies before T0
  public long stepAt(Instant time) {
    return TimeSteps.stepAt(time, t0, period);
  }

  /// The instant at which step `step` begins.
  public Instant startOf(long step) {
    return TimeSteps.startOf(step, t0, period);
  }
}
