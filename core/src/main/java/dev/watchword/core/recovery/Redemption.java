package dev.watchword.core.recovery;

import java.time.Duration;

/// What came of [RedeemRecoveryCode]. Only [Redeemed] lets anybody in; the others are to look alike
/// to the claimant, as those of a verification are.
public sealed interface Redemption {

  /// The code is right, and used up.
  ///
  /// @param remaining codes left; at 3 or fewer the subscriber is to be warned (SECURITY RC-07)
  /// @param again whether this is the same attempt, sent again: the one success that it had before
  record Redeemed(int remaining, boolean again) implements Redemption {}

  /// The code is none of the set, and was counted.
  record Rejected() implements Redemption {}

  /// The code was used before.
  record Replayed() implements Redemption {}

  /// Nothing was evaluated: too many wrong codes came before.
  ///
  /// @param retryAfter whole seconds, at least 1
  record Throttled(Duration retryAfter) implements Redemption {}

  /// Nothing was evaluated, nor will be, until a new set is issued.
  record Locked() implements Redemption {}

  /// The subscriber has no recovery codes.
  record NotIssued() implements Redemption {}
}
