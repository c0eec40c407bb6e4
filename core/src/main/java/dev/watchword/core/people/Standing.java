package dev.watchword.core.people;

import java.time.Instant;
import java.util.Optional;

/// How things stand with a person's account.
///
/// @param disabled whether an owner shut them out
/// @param mustEnrol whether they need a second factor: without one they get no further than setting
///   it up (SECURITY EN-09)
/// @param joinedAt when they first set a password; empty while they are only invited, and then they
///   have no right at all (AZ-05)
/// @param epoch one more whenever all sessions are to end: those of an earlier one no longer count,
///   on any node, from the moment of the change (SE-05); at least 0
public record Standing(boolean disabled, boolean mustEnrol, Optional<Instant> joinedAt, int epoch) {

  public Standing {
    if (epoch < 0) {
      throw new IllegalArgumentException("epoch: at least 0, got " + epoch);
    }
  }

  Standing withDisabled(boolean yes) {
    return new Standing(yes, mustEnrol, joinedAt, epoch);
  }

  Standing withMustEnrol() {
    return new Standing(disabled, true, joinedAt, epoch);
  }

  Standing joinedBy(Instant at) {
    return new Standing(disabled, mustEnrol, joinedAt.or(() -> Optional.of(at)), epoch);
  }

  Standing withoutSessions() {
    return new Standing(disabled, mustEnrol, joinedAt, epoch + 1);
  }
}
