package dev.watchword.adapters.http;

import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.recovery.RecoveryCode;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.session.Guarded;
import dev.watchword.core.session.Proof;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How people prove who they are in a request's body, and what is answered when they don't.
final class Proofs {

  /// The members of a proof.
  static final Set<String> MEMBERS = Set.of("password", "code", "recoveryCode");

  private Proofs() {}

  /// Does something with a proof, and wipes it afterwards.
  @FunctionalInterface
  interface Use<R> {
    R with(Proof proof);
  }

  static <R> R with(JsonFields fields, Use<R> use) {
    Optional<SubmittedCode> code = fields.text("code").map(SubmittedCode::of);
    Optional<RecoveryCode> recovery = fields.text("recoveryCode").map(RecoveryCode::ofTyped);
    try (Passphrase password = password(fields, "password")) {
      return use.with(new Proof(password, code, recovery));
    } finally {
      recovery.ifPresent(RecoveryCode::close);
    }
  }

  /// @return the caller's to close
  static Passphrase password(JsonFields fields, String name) {
    try {
      return Passphrase.of(
          fields
              .characters(name)
              .orElseThrow(() -> Problem.invalid(name, "a text is wanted").asException()));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(name, "1 to 1,024 bytes are wanted").asException();
    }
  }

  /// What was asked for.
  ///
  /// @throws ProblemException when it was not done
  static <T> T done(Guarded<T> outcome) {
    return switch (outcome) {
      case Guarded.Done<T>(T value) -> value;
      case Guarded.Refused<T>(Optional<Duration> retryAfter) ->
          throw refused(
              new Problem(
                  403,
                  "password-refused",
                  "That is not accepted",
                  "The password, or the code, is not accepted."),
              retryAfter);
      case Guarded.CodeNeeded<T> _ ->
          throw new Problem(
                  403,
                  "code-needed",
                  "A code is needed as well",
                  "Give a code of your authenticator, or a recovery code.")
              .asException();
      case Guarded.NoFactor<T> _ ->
          throw new Problem(
                  409,
                  "no-factor",
                  "There is no second factor",
                  "Multi-factor authentication is not set up.")
              .asException();
      case Guarded.Objection<T>(String sentence) -> throw tooWeak(sentence);
      case Guarded.SessionGone<T> _ -> throw SessionGate.signInFirst().asException();
    };
  }

  static ProblemException tooWeak(String sentence) {
    return new Problem(422, "password-too-weak", "The password will not do", sentence)
        .asException();
  }

  /// The one answer to what lets nobody in, wrong or come too soon; only `Retry-After` differs.
  static ProblemException refused(Problem problem, Optional<Duration> retryAfter) {
    return retryAfter
        .map(wait -> problem.withHeader("Retry-After", Long.toString(wait.toSeconds())))
        .orElse(problem)
        .asException();
  }
}
