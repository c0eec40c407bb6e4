package dev.watchword.adapters.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Says when an agent has to lock: so long after its last use, and so long after it unlocked in any
/// case (SECURITY UN-04).
///
/// Goes by the time of day, so that a machine's sleep counts; a clock that was set back by more
/// than a minute locks, for nothing else is sure then. Thread-safe.
final class LockTimer {

  /// The longest idle time, and the default.
  static final Duration IDLE = Duration.ofMinutes(15);

  /// The longest time in all, and the default.
  static final Duration ABSOLUTE = Duration.ofHours(8);

  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Duration idle;
  private final Instant since;
  private final Instant until;
  private Instant lastUse;
  private Instant latest;

  /// @param idle more than zero, at most [#IDLE]
  /// @param absolute more than zero, at most [#ABSOLUTE]
  LockTimer(InstantSource clock, Duration idle, Duration absolute) {
    if (!idle.isPositive() || idle.compareTo(IDLE) > 0) {
      throw new IllegalArgumentException("idle: more than 0, at most " + IDLE + ", got " + idle);
    }
    if (!absolute.isPositive() || absolute.compareTo(ABSOLUTE) > 0) {
      throw new IllegalArgumentException(
          "absolute: more than 0, at most " + ABSOLUTE + ", got " + absolute);
    }
    this.clock = clock;
    this.idle = idle;
    this.since = clock.instant();
    this.until = since.plus(absolute);
    this.lastUse = since;
    this.latest = since;
  }

  /// Counts as a use, now.
  synchronized void touch() {
    lastUse = clock.instant();
  }

  synchronized boolean expired() {
    Instant now = clock.instant();
    if (now.isBefore(latest.minus(CLOCK_TOLERANCE))) {
      return true;
    }
    latest = now.isAfter(latest) ? now : latest;
    return !now.isBefore(until) || !now.isBefore(lastUse.plus(idle));
  }

  Instant since() {
    return since;
  }

  synchronized Instant idleUntil() {
    return lastUse.plus(idle);
  }

  Instant until() {
    return until;
  }
}
