package dev.watchword.core.enrolment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// How often resynchronisation was tried on a day: three times at the most (SECURITY OV-12).
///
/// @param epochDay the UTC day of the last try, counted from 1970
/// @param count tries on that day, 0 to 3
public record ResyncTries(long epochDay, int count) {

  public static final ResyncTries NONE = new ResyncTries(0, 0);
  public static final int A_DAY = 3;

  public ResyncTries {
    if (count < 0 || count > A_DAY) {
      throw new IllegalArgumentException("count: 0 to 3, got " + count);
    }
  }

  /// Whether one more try is allowed at `now`.
  public boolean isLeft(Instant now) {
    return epochDay != dayOf(now) || count < A_DAY;
  }

  /// The tally with one more try at `now`.
  ///
  /// @throws IllegalStateException when none is left
  public ResyncTries plusOne(Instant now) {
    if (!isLeft(now)) {
      throw new IllegalStateException("no try is left today");
    }
    long today = dayOf(now);
    return new ResyncTries(today, epochDay == today ? count + 1 : 1);
  }

  private static long dayOf(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC).toEpochDay();
  }
}
