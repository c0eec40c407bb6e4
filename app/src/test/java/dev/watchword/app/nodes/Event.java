package dev.watchword.app.nodes;

/// One operation of a client, as far as the client saw it.
///
/// @param began `System.nanoTime()` before the request went out
/// @param ended after the answer came, or the connection broke
/// @param subject what it was about: a factor, or a set of recovery codes
/// @param act what was asked
/// @param place the counter whose code was submitted, or the code's place in its set
/// @param outcome what came back
record Event(long began, long ended, String subject, Act act, long place, Outcome outcome) {

  /// What was asked.
  enum Act {
    /// A one-time password was submitted; an acceptance burns it and all before.
    VERIFY,
    /// A recovery code was submitted; an acceptance burns it alone.
    REDEEM,
    /// The set was replaced by another: all of its codes die.
    REPLACE_SET,
    /// A pending enrolment was confirmed by a code.
    CONFIRM
  }

  /// What came back.
  enum Outcome {
    ACCEPTED,
    REFUSED,
    /// A broken connection, or 503: it may have been done or not, at any later time.
    UNKNOWN
  }

  boolean accepted() {
    return outcome == Outcome.ACCEPTED;
  }
}
