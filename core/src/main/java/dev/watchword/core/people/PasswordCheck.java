package dev.watchword.core.people;

import java.time.Duration;
import java.time.Instant;

/// What came of a submitted password. Only [Right] lets anybody further.
public sealed interface PasswordCheck {

  /// It is theirs.
  ///
  /// @param at the store's time
  record Right(Person person, Instant at) implements PasswordCheck {}

  /// It is not, or there is nobody of that name, or they are shut out: nobody is told which.
  record Wrong() implements PasswordCheck {}

  /// Nothing was evaluated: too many wrong ones came before.
  ///
  /// @param retryAfter whole seconds, at least 1
  record Throttled(Duration retryAfter) implements PasswordCheck {}
}
