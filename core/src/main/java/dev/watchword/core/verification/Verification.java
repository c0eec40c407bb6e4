package dev.watchword.core.verification;

import java.time.Duration;

/// What came of a submitted code.
///
/// Only [Accepted] lets anybody in. The others are for the audit log and the operator: what the
/// claimant is told must not tell wrong from used from locked (SECURITY OV-10).
public sealed interface Verification {

  /// The code is right, and burnt from now on.
  ///
  /// @param step the time step or counter that is burnt, and with it all before
  /// @param again whether this is the same attempt, sent again: the one success that it had before
  record Accepted(long step, boolean again) implements Verification {}

  /// The code is wrong, and was counted.
  record Rejected() implements Verification {}

  /// The code was right once: its step, or a later one, was accepted already.
  record Replayed(long step) implements Verification {}

  /// Nothing was evaluated: too many wrong codes came before.
  ///
  /// @param retryAfter whole seconds, at least 1
  record Throttled(Duration retryAfter) implements Verification {}

  /// Nothing was evaluated, nor will be, until the factor is replaced or an operator unlocks it.
  record Locked() implements Verification {}

  /// The subscriber has no bound factor.
  record NotEnrolled() implements Verification {}
}
