package dev.watchword.core.enrolment;

import dev.watchword.core.account.Subscriber;

/// What came of [ConfirmEnrolment].
public sealed interface ConfirmOutcome {

  /// The authenticator is bound, and the code that confirmed it is burnt.
  ///
  /// @param again whether this was the same confirmation, repeated: then nothing changed
  /// @param replaced whether another authenticator was bound until now
  record Confirmed(Subscriber subscriber, boolean again, boolean replaced)
      implements ConfirmOutcome {}

  /// The code is wrong.
  ///
  /// @param triesLeft at least 1
  record Refused(int triesLeft) implements ConfirmOutcome {}

  /// The code is wrong once too often: the enrolment is erased, and a new one is to be begun.
  record Destroyed() implements ConfirmOutcome {}

  /// No enrolment of that id is pending: it was confirmed, cancelled, has expired, or never was.
  record Gone() implements ConfirmOutcome {}
}
