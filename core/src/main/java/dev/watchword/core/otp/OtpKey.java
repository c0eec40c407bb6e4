package dev.watchword.core.otp;

import dev.watchword.core.otp.OneTimePassword.Validity;
import dev.watchword.core.secret.Pin;
import dev.watchword.core.secret.SharedSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// All that an authenticator needs for one account's codes: the parameters, the secret, and for
/// mOTP and Yandex the PIN.
///
/// Owns its secret and PIN: [#close] wipes them. Thread-safe until closed.
public final class OtpKey implements AutoCloseable {

  private static final Duration THIRTY_SECONDS = Duration.ofSeconds(30);
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final OtpParameters parameters;
  private final SharedSecret secret;
  private final Optional<Pin> pin;

  /// @param secret now this key's to wipe
  /// @param pin now this key's to wipe; empty for types without one, and where a file of another
  ///   program did not hold it
  /// @throws IllegalArgumentException when the type takes no PIN and one is given, or when a Yandex
  ///   secret is shorter than 16 bytes or has, in its 26-byte form, a wrong checksum
  public OtpKey(OtpParameters parameters, SharedSecret secret, Optional<Pin> pin) {
    this.parameters = Objects.requireNonNull(parameters);
    this.secret = Objects.requireNonNull(secret);
    this.pin = pin;
    if (pin.isPresent() && !takesPin()) {
      throw new IllegalArgumentException("pin: a " + parameters.type() + " key takes none");
    }
    if (parameters instanceof YandexParameters) {
      Yandex.check(secret);
    }
  }

  public OtpKey(OtpParameters parameters, SharedSecret secret) {
    this(parameters, secret, Optional.empty());
  }

  public OtpParameters parameters() {
    return parameters;
  }

  /// The secret itself, not a copy; it dies with this key.
  public SharedSecret secret() {
    return secret;
  }

  /// The PIN itself, not a copy; it dies with this key.
  public Optional<Pin> pin() {
    return pin;
  }

  /// Whether codes of this type need a PIN at all.
  public boolean takesPin() {
    return parameters instanceof MotpParameters || parameters instanceof YandexParameters;
  }

  /// Whether a code can be made now: false for a type that takes a PIN while none is known.
  public boolean complete() {
    return pin.isPresent() || !takesPin();
  }

  /// The code that is current at `time`; for HOTP, the code of its counter, whatever the time.
  ///
  /// @throws IllegalArgumentException when `time` lies before 1970 or T0
  /// @throws IllegalStateException when a PIN is needed and not known
  public OneTimePassword at(Instant time) {
    return code(time, 0);
  }

  /// The code that follows the one of [#at].
  ///
  /// @throws IllegalArgumentException when `time` lies before 1970 or T0
  /// @throws IllegalStateException when a PIN is needed and not known
  /// @throws ArithmeticException when an HOTP counter is at 2^63 - 1
  public OneTimePassword nextAfter(Instant time) {
    return code(time, 1);
  }

  private OneTimePassword code(Instant time, int later) {
    return switch (parameters) {
      case HotpParameters p -> {
        try (Hotp hotp = new Hotp(secret, p.algorithm(), p.digits())) {
          yield new OneTimePassword(hotp.code(Math.addExact(p.counter(), later)), Optional.empty());
        }
      }
      case TotpParameters p -> {
        try (Totp totp = new Totp(secret, p)) {
          yield totp.ofStep(p.stepAt(time) + later);
        }
      }
      case SteamParameters p -> {
        long step = TimeSteps.stepAt(time, Instant.EPOCH, THIRTY_SECONDS) + later;
        yield timed(Steam.code(secret, step), step, THIRTY_SECONDS);
      }
      case MotpParameters p -> {
        long step = TimeSteps.stepAt(time, Instant.EPOCH, TEN_SECONDS) + later;
        yield timed(Motp.code(secret, knownPin(), step), step, TEN_SECONDS);
      }
      case YandexParameters p -> {
        long step = TimeSteps.stepAt(time, Instant.EPOCH, THIRTY_SECONDS) + later;
        yield timed(Yandex.code(secret, knownPin(), step), step, THIRTY_SECONDS);
      }
    };
  }

  private Pin knownPin() {
    return pin.orElseThrow(
        () -> new IllegalStateException("a " + parameters.type() + " code needs its PIN"));
  }

  private static OneTimePassword timed(String code, long step, Duration period) {
    return new OneTimePassword(
        code,
        Optional.of(
            new Validity(
                TimeSteps.startOf(step, Instant.EPOCH, period),
                TimeSteps.startOf(step + 1, Instant.EPOCH, period))));
  }

  /// A key of its own with the same content, for a holder that closes at another time.
  public OtpKey copy() {
    return new OtpKey(parameters, secret.copy(), pin.map(Pin::copy));
  }

  /// The same secret and PIN under other parameters (a HOTP counter that moved); takes them over,
  /// so that this key is not to be closed as well.
  public OtpKey withParameters(OtpParameters others) {
    return new OtpKey(others, secret, pin);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OtpKey that
        && parameters.equals(that.parameters)
        && secret.equals(that.secret)
        && pin.equals(that.pin);
  }

  @Override
  public int hashCode() {
    return parameters.hashCode();
  }

  @Override
  public void close() {
    secret.close();
    pin.ifPresent(Pin::close);
  }

  @Override
  public String toString() {
    return "OtpKey[" + parameters + ", REDACTED]";
  }
}
