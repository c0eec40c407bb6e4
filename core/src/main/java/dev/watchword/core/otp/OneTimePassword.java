package dev.watchword.core.otp;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// A code, and when it counts.
///
/// Not a record: [#toString] is redacted, since a live code in a log lets somebody in.
public final class OneTimePassword {

  /// The half-open interval in which a time-based code is the current one.
  ///
  /// @param from its first instant
  /// @param until the first instant at which it is no longer current
  public record Validity(Instant from, Instant until) {

    /// Time left at `now`; zero once it is over.
    public Duration left(Instant now) {
      Duration left = Duration.between(now, until);
      return left.isNegative() ? Duration.ZERO : left;
    }
  }

  private final String code;
  private final Optional<Validity> validity;

  OneTimePassword(String code, Optional<Validity> validity) {
    this.code = Objects.requireNonNull(code);
    this.validity = validity;
  }

  /// The characters that a person types.
  public String code() {
    return code;
  }

  /// When it counts; empty for a counter-based code, which counts until it or a later one is used.
  public Optional<Validity> validity() {
    return validity;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OneTimePassword that
        && code.equals(that.code)
        && validity.equals(that.validity);
  }

  @Override
  public int hashCode() {
    return validity.hashCode();
  }

  @Override
  public String toString() {
    return "OneTimePassword[REDACTED]";
  }
}
