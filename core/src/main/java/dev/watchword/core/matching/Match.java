package dev.watchword.core.matching;

/// What a submitted code was found to be.
public sealed interface Match {

  /// The code of a step that was not accepted yet.
  ///
  /// @param step the time step (TOTP) or counter (HOTP) whose code it is
  record Fresh(long step) implements Match {}

  /// The code of a step at or below the last accepted one (RFC 6238 §5.2).
  ///
  /// @param step as in [Fresh]
  record Used(long step) implements Match {}

  /// No code of the window.
  record None() implements Match {}
}
