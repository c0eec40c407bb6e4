package dev.watchword.core.session;

import dev.watchword.core.audit.AuditEvent.Session.Act;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.matching.AttemptTag;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.people.CheckPassword;
import dev.watchword.core.people.OwnFactors;
import dev.watchword.core.people.PasswordCheck;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonName;
import dev.watchword.core.recovery.RecoveryCode;
import dev.watchword.core.recovery.Redemption;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.verification.OtpAttempt;
import dev.watchword.core.verification.Verification;
import dev.watchword.core.verification.VerifyOtp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Signs people in: by the password, then by a code of the second factor or a recovery code where
/// they have one. Thread-safe.
public final class SignIn {

  private final CheckPassword passwords;
  private final VerifyOtp verify;
  private final SpendRecoveryCode spend;
  private final OwnFactors factors;
  private final SessionDesk desk;

  SignIn(
      CheckPassword passwords,
      VerifyOtp verify,
      SpendRecoveryCode spend,
      OwnFactors factors,
      SessionDesk desk) {
    this.passwords = passwords;
    this.verify = verify;
    this.spend = spend;
    this.factors = factors;
    this.desk = desk;
  }

  /// What came of the first step.
  public sealed interface FirstStep {

    /// The password was right.
    ///
    /// @param session in the state that says what comes next: the second step, setting up a factor,
    ///   or nothing
    record Passed(IssuedSession session) implements FirstStep {}

    /// It was not; nobody is told why (SECURITY SE-15).
    record Refused() implements FirstStep {}

    /// Nothing was evaluated: too many wrong ones came before.
    ///
    /// @param retryAfter whole seconds, at least 1
    record Throttled(Duration retryAfter) implements FirstStep {}
  }

  /// What came of the second step.
  public sealed interface SecondStep {

    /// The code was right.
    ///
    /// @param session under a new token: full after a code, limited after a recovery code (RC-10)
    record Passed(IssuedSession session) implements SecondStep {}

    /// It was not.
    ///
    /// @param retryAfter how long to wait, in whole seconds, where nothing was evaluated
    /// @param ended whether this ended the attempt to sign in: it begins with the password again
    ///   (RC-06)
    record Refused(Optional<Duration> retryAfter, boolean ended) implements SecondStep {}

    /// The attempt to sign in is over: it was ended, or went through already.
    record SessionGone() implements SecondStep {}
  }

  /// The first step.
  ///
  /// @param password stays the caller's to close
  /// @param agent what the browser calls itself
  /// @throws dev.watchword.core.people.PasswordsBusyException when too many wait already
  public FirstStep password(PersonName name, Passphrase password, String agent, Origin origin) {
    return switch (passwords.check(name, password, origin)) {
      case PasswordCheck.Right(var person, var at) -> {
        Origin theirs = named(person, origin);
        yield new FirstStep.Passed(desk.begin(person, stateOf(person, factors), at, agent, theirs));
      }
      case PasswordCheck.Wrong _ -> new FirstStep.Refused();
      case PasswordCheck.Throttled(var retryAfter) -> new FirstStep.Throttled(retryAfter);
    };
  }

  /// Once it is known who signs in, the log says so.
  private static Origin named(Person person, Origin origin) {
    return new Origin(person.id().actor(), origin.source(), origin.requestId());
  }

  /// What comes after the first step.
  static SessionState stateOf(Person person, OwnFactors factors) {
    if (factors.has(person.id())) {
      return SessionState.PASSWORD_PASSED;
    }
    return person.standing().mustEnrol() ? SessionState.ENROL_ONLY : SessionState.FULL;
  }

  /// The second step, by a code. Sent twice, it is one success and no failure (TH-10).
  ///
  /// @param who in the state `password-passed`, or else the session is taken for gone
  public SecondStep code(SignedIn who, SubmittedCode code, Origin origin) {
    if (who.session().state() != SessionState.PASSWORD_PASSED) {
      return new SecondStep.SessionGone();
    }
    var attempt =
        new OtpAttempt(
            who.person().id().subscriber(), code, Purpose.LOGIN, Optional.of(tag(who)), origin);
    return switch (verify.verify(attempt)) {
      case Verification.Accepted _ -> pass(who, SessionState.FULL, Act.SIGNED_IN, origin);
      case Verification.Rejected _, Verification.Replayed _ -> refused();
      case Verification.Throttled(var retryAfter) ->
          endAfterWrongCodes(who, Optional.of(retryAfter), origin);
      case Verification.Locked _, Verification.NotEnrolled _ ->
          endAfterWrongCodes(who, Optional.empty(), origin);
    };
  }

  /// The second step, by a recovery code.
  ///
  /// @param code stays the caller's to close
  public SecondStep recoveryCode(SignedIn who, RecoveryCode code, Origin origin) {
    if (who.session().state() != SessionState.PASSWORD_PASSED) {
      return new SecondStep.SessionGone();
    }
    return switch (spend.spend(who, code, Optional.of(tag(who)), who.at(), origin)) {
      case Redemption.Redeemed _ ->
          pass(who, SessionState.RECOVERY, Act.SIGNED_IN_BY_RECOVERY_CODE, origin);
      case Redemption.Rejected _, Redemption.Replayed _ -> refused();
      case Redemption.Throttled(var retryAfter) ->
          endAfterWrongCodes(who, Optional.of(retryAfter), origin);
      case Redemption.Locked _, Redemption.NotIssued _ ->
          endAfterWrongCodes(who, Optional.empty(), origin);
    };
  }

  private static SecondStep refused() {
    return new SecondStep.Refused(Optional.empty(), false);
  }

  /// The attempt's own name: its session's, which nobody else knows.
  private static AttemptTag tag(SignedIn who) {
    return AttemptTag.of(Purpose.LOGIN, who.session().id().toString());
  }

  private SecondStep pass(SignedIn who, SessionState next, Act act, Origin origin) {
    Instant at = who.at();
    return desk.renew(who, next, who.session().epoch(), at, act, origin)
        .<SecondStep>map(SecondStep.Passed::new)
        .orElseGet(SecondStep.SessionGone::new);
  }

  private SecondStep endAfterWrongCodes(
      SignedIn who, Optional<Duration> retryAfter, Origin origin) {
    boolean ended =
        desk.end(
            who.person().id(), who.session().id(), Act.ENDED_AFTER_WRONG_CODES, who.at(), origin);
    return ended ? new SecondStep.Refused(retryAfter, true) : new SecondStep.SessionGone();
  }
}
