package dev.watchword.core.otp;

import java.time.Duration;
import java.time.Instant;

/// Counting time steps in 64 bits (RFC 6238 §4.2).
final class TimeSteps {

  private TimeSteps() {}

  static long stepAt(Instant time, Instant t0, Duration period) {
    long seconds = time.getEpochSecond() - t0.getEpochSecond();
    if (seconds < 0) {
      throw new IllegalArgumentException("time: not before T0 = " + t0 + ", got " + time);
    }
    return seconds / period.toSeconds();
  }

  static Instant startOf(long step, Instant t0, Duration period) {
    return t0.plusSeconds(Math.multiplyExact(step, period.toSeconds()));
  }
}
