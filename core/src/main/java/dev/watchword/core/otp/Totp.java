package dev.watchword.core.otp;

import dev.watchword.core.otp.OneTimePassword.Validity;
import dev.watchword.core.secret.SharedSecret;
import java.time.Instant;
import java.util.Optional;

/// TOTP (RFC 6238 §4.2): the codes of one secret by time.
///
/// Holds the secret's keyed state until [#close]; the secret that was handed in stays the caller's.
/// Thread-safe until closed. It does not verify: a verifier must refuse a step that it took before.
public final class Totp implements AutoCloseable {

  private final TotpParameters parameters;
  private final Hotp hotp;

  public Totp(SharedSecret secret, TotpParameters parameters) {
    this.parameters = parameters;
    this.hotp = new Hotp(secret, parameters.algorithm(), parameters.digits());
  }

  /// The code that is current at `time`, with its validity.
  ///
  /// @throws IllegalArgumentException when `time` lies before T0
  public OneTimePassword at(Instant time) {
    return ofStep(parameters.stepAt(time));
  }

  /// The code of time step `step`, counted from T0.
  ///
  /// @param step at least 0, and not past the last instant that `java.time` knows
  /// @throws IllegalArgumentException when `step` is negative
  public OneTimePassword ofStep(long step) {
    return new OneTimePassword(
        hotp.code(step),
        Optional.of(new Validity(parameters.startOf(step), parameters.startOf(step + 1))));
  }

  /// The bare code of time step `step`, for a caller that keeps the time itself.
  ///
  /// @param step 0 to 2^63 - 1
  /// @throws IllegalArgumentException when `step` is negative
  public String code(long step) {
    return hotp.code(step);
  }

  @Override
  public void close() {
    hotp.close();
  }
}
