package dev.watchword.core.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands still until a test moves it. Thread-safe.
public final class MutableClock implements InstantSource {

  private volatile Instant now;

  private MutableClock(Instant start) {
    this.now = start;
  }

  public static MutableClock at(Instant start) {
    return new MutableClock(start);
  }

  /// @param start in ISO 8601, such as `2026-11-24T10:00:00Z`
  public static MutableClock at(String start) {
    return at(Instant.parse(start));
  }

  @Override
  public Instant instant() {
    return now;
  }

  /// Moves on, or back by a negative duration.
  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }

  public synchronized void set(Instant to) {
    now = to;
  }
}
