package dev.watchword.core.throttle;

import java.time.Duration;

/// When tries on one factor have to wait, and when they end (RFC 4226 §7.3; NIST SP 800-63B §3.2.2;
/// SECURITY TH-01, TH-02).
///
/// After `free` consecutive failures each further try waits: `firstWait`, then twice as long each
/// time, up to `longestWait`. At `hardStop` consecutive failures the factor is locked. The standard
/// may only be made stricter.
///
/// @param free failures before the first wait, 1 to 5
/// @param firstWait whole seconds, at least 30 s
/// @param longestWait whole seconds, at least 1 h, at least `firstWait`
/// @param hardStop `free` + 1 to 100
public record AttemptLimit(int free, Duration firstWait, Duration longestWait, int hardStop) {

  /// Five free, then 30 s doubling to 1 h, the end at 100.
  public static final AttemptLimit STANDARD =
      new AttemptLimit(5, Duration.ofSeconds(30), Duration.ofHours(1), 100);

  public AttemptLimit {
    if (free < 1 || free > 5) {
      throw new IllegalArgumentException("free: 1 to 5, got " + free);
    }
    if (firstWait.compareTo(Duration.ofSeconds(30)) < 0 || firstWait.getNano() != 0) {
      throw new IllegalArgumentException(
          "firstWait: whole seconds, at least 30 s, got " + firstWait);
    }
    if (longestWait.compareTo(Duration.ofHours(1)) < 0
        || longestWait.compareTo(firstWait) < 0
        || longestWait.getNano() != 0) {
      throw new IllegalArgumentException(
          "longestWait: whole seconds, at least 1 h and firstWait, got " + longestWait);
    }
    if (hardStop <= free || hardStop > 100) {
      throw new IllegalArgumentException("hardStop: over free, at most 100, got " + hardStop);
    }
  }

  /// The wait that follows the `failures`-th consecutive failure; zero while they are free.
  Duration waitAfter(int failures) {
    if (failures < free) {
      return Duration.ZERO;
    }
    long seconds = firstWait.toSeconds();
    long longest = longestWait.toSeconds();
    for (int i = free; i < failures && seconds < longest; i++) {
      seconds *= 2;
    }
    return Duration.ofSeconds(Math.min(seconds, longest));
  }
}
