package dev.watchword.core.throttle;

import java.time.Duration;

/// Whether one more try may be evaluated.
public sealed interface Admission {

  /// It may.
  record Open() implements Admission {}

  /// Not yet.
  ///
  /// @param retryAfter whole seconds, at least 1
  record Wait(Duration retryAfter) implements Admission {}

  /// Not until the factor is replaced or an operator unlocks it.
  record HardStop() implements Admission {}
}
