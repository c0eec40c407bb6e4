package dev.watchword.core.session;

import java.time.Duration;
import java.util.Optional;

/// What came of something that asks for a [Proof] first.
///
/// @param <T> what there is to hand over when it is done
public sealed interface Guarded<T> {

  /// The proof was right, and it is done.
  record Done<T>(T value) implements Guarded<T> {}

  /// The proof was not right, and that was counted; which part of it was wrong is not told.
  ///
  /// @param retryAfter how long to wait, in whole seconds, where nothing was evaluated
  record Refused<T>(Optional<Duration> retryAfter) implements Guarded<T> {}

  /// There is a factor, and neither a code nor a recovery code was given; nothing was evaluated.
  record CodeNeeded<T>() implements Guarded<T> {}

  /// There is no factor that it could be about; nothing was evaluated.
  record NoFactor<T>() implements Guarded<T> {}

  /// What was asked for can't be; nothing was changed.
  ///
  /// @param sentence says why
  record Objection<T>(String sentence) implements Guarded<T> {}

  /// The session was ended or renewed in the meantime.
  record SessionGone<T>() implements Guarded<T> {}

  /// The same answer to another question; not to be asked of [Done].
  default <U> Guarded<U> as() {
    return switch (this) {
      case Done<T> _ -> throw new IllegalStateException("done: it has a value of its own");
      case Refused<T>(var retryAfter) -> new Refused<>(retryAfter);
      case CodeNeeded<T> _ -> new CodeNeeded<>();
      case NoFactor<T> _ -> new NoFactor<>();
      case Objection<T>(var sentence) -> new Objection<>(sentence);
      case SessionGone<T> _ -> new SessionGone<>();
    };
  }
}
