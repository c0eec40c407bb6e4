package dev.watchword.core.custody;

import dev.watchword.core.otp.OneTimePassword;
import java.time.Instant;

/// What became of asking for a code of a held factor.
public sealed interface HeldReading {

  /// The code, counted and on record.
  ///
  /// @param at the store's time that it is of
  record Code(OneTimePassword code, Instant at) implements HeldReading {}

  /// A recovery code, marked as used and on record; redacted.
  record Recovery(String code, int left) implements HeldReading {
    @Override
    public String toString() {
      return "Recovery[REDACTED]";
    }
  }

  /// Nothing of that id is held, or not for the one who asks: there is one answer for both.
  record NotHeld() implements HeldReading {}

  /// The grant wants a reason.
  record ReasonNeeded() implements HeldReading {}

  /// The grant wants a second person's approval.
  record ApprovalNeeded() implements HeldReading {}

  /// As many as the grant allows were read.
  record UsedUp() implements HeldReading {}

  /// Somebody else has it for themselves.
  record Reserved(String by, Instant until) implements HeldReading {}

  /// No recovery code is left.
  record NoneLeft() implements HeldReading {}
}
