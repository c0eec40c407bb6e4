package dev.watchword.core.verification;

import dev.watchword.core.matching.CodeWindow;
import dev.watchword.core.throttle.AttemptLimit;

/// How far a code may be off, and how often one may be wrong.
public record VerificationPolicy(CodeWindow window, AttemptLimit limit) {

  /// One step either side, ten counters ahead; five free, then waits, the end at 100.
  public static final VerificationPolicy STANDARD =
      new VerificationPolicy(CodeWindow.STANDARD, AttemptLimit.STANDARD);
}
