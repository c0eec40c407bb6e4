package dev.watchword.core.throttle;

import dev.watchword.core.throttle.Admission.HardStop;
import dev.watchword.core.throttle.Admission.Open;
import dev.watchword.core.throttle.Admission.Wait;
import java.time.Duration;
import java.time.Instant;

/// One factor's tally of consecutive failures: the one counter of every path that takes its codes
/// (SECURITY TH-05).
///
/// Failures do not fade with time; only a success with that factor, or an operator, clears them
/// (TH-07). Immutable: who stores the successor must do so together with the verdict, and only if
/// the predecessor still stands.
///
/// @param failures consecutive failures, at least 0
/// @param notBefore when the next try may be evaluated; [Instant#EPOCH] where there is no wait
public record Attempts(int failures, Instant notBefore) {

  public static final Attempts NONE = new Attempts(0, Instant.EPOCH);

  private static final Admission OPEN = new Open();
  private static final Admission HARD_STOP = new HardStop();

  public Attempts {
    if (failures < 0) {
      throw new IllegalArgumentException("failures: at least 0, got " + failures);
    }
  }

  /// Whether a try at `now` may be evaluated.
  public Admission admission(Instant now, AttemptLimit limit) {
    if (failures >= limit.hardStop()) {
      return HARD_STOP;
    }
    if (now.isBefore(notBefore)) {
      Duration left = Duration.between(now, notBefore);
      return new Wait(Duration.ofSeconds(left.plusNanos(999_999_999).toSeconds()));
    }
    return OPEN;
  }

  /// The tally after one more failure at `now`.
  public Attempts failed(Instant now, AttemptLimit limit) {
    int more = Math.addExact(failures, 1);
    Duration wait = limit.waitAfter(more);
    return new Attempts(more, wait.isZero() ? Instant.EPOCH : now.plus(wait));
  }
}
