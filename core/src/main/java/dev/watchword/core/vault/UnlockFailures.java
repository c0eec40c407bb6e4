package dev.watchword.core.vault;

import java.time.Duration;
import java.time.Instant;

/// How often in a row a vault was not opened, and when last; slows guessing on this machine
/// (SECURITY CR-17).
///
/// @param count at least 0
/// @param last of the last failure; meaningless while `count` is 0
public record UnlockFailures(int count, Instant last) {

  private static final int FREE = 3;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  public static final UnlockFailures NONE = new UnlockFailures(0, Instant.EPOCH);

  /// How long the next try has to wait at `now`: nothing up to the third failure, then 1 s,
  /// doubling to 60 s.
  public Duration waitAt(Instant now) {
    if (count < FREE) {
      return Duration.ZERO;
    }
    Duration wait = Duration.ofSeconds(1L << Math.min(count - FREE, 6));
    Duration due = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    Duration left = due.minus(Duration.between(last, now));
    if (left.isNegative()) {
      return Duration.ZERO;
    }
    return left.compareTo(due) > 0 ? due : left;
  }
}
