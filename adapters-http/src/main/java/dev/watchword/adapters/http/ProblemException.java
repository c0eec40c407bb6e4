package dev.watchword.adapters.http;

import java.util.Optional;

/// Ends the handling of a request with a [Problem].
final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// Somebody who was known, and what they may not do.
  ///
  /// @param permission a word
  record Denied(Caller caller, String permission) {}

  private final transient Problem problem;
  private final transient Optional<Denied> denied;

  ProblemException(Problem problem) {
    this(problem, Optional.empty());
  }

  private ProblemException(Problem problem, Optional<Denied> denied) {
    super(problem.type(), null, false, false);
    this.problem = problem;
    this.denied = denied;
  }

  Problem problem() {
    return problem;
  }

  /// Whom to put on record; the client is not told more for it.
  Optional<Denied> denied() {
    return denied;
  }

  ProblemException denying(Caller caller, String permission) {
    return new ProblemException(problem, Optional.of(new Denied(caller, permission)));
  }
}
