package dev.watchword.core.verification;

import java.time.Duration;

/// What came of [Resynchronise].
public sealed interface Resynchronisation {

  /// The authenticator was found, and both codes are burnt.
  ///
  /// @param offset TOTP: steps from the verifier's own time; HOTP: counters skipped
  record Resynchronised(long offset) implements Resynchronisation {}

  /// The codes are not two consecutive ones of this factor; it was counted as a failure.
  record Refused() implements Resynchronisation {}

  /// Nothing was evaluated: three tries were made today.
  record NoTryLeft() implements Resynchronisation {}

  /// Nothing was evaluated: too many wrong codes came before.
  ///
  /// @param retryAfter whole seconds, at least 1
  record Throttled(Duration retryAfter) implements Resynchronisation {}

  /// Nothing was evaluated, nor will be, until the factor is replaced or an operator unlocks it.
  record Locked() implements Resynchronisation {}

  /// The subscriber has no bound factor.
  record NotEnrolled() implements Resynchronisation {}
}
