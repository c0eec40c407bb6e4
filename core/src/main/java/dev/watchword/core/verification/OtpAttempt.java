package dev.watchword.core.verification;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.matching.AttemptTag;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.matching.SubmittedCode;
import java.util.Optional;

/// A code that was submitted, by whom and what for.
///
/// @param attempt names the sign-in attempt, so that a double click is one success; empty where the
///   caller has no such name, and then a code sent twice is refused the second time
public record OtpAttempt(
    Subscriber subscriber,
    SubmittedCode code,
    Purpose purpose,
    Optional<AttemptTag> attempt,
    Origin origin) {

  public OtpAttempt(Subscriber subscriber, SubmittedCode code, Purpose purpose, Origin origin) {
    this(subscriber, code, purpose, Optional.empty(), origin);
  }
}
