package dev.watchword.core.session;

import dev.watchword.core.audit.Origin;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.people.CheckPassword;
import dev.watchword.core.people.OwnFactors;
import dev.watchword.core.people.PasswordCheck.Right;
import dev.watchword.core.people.PasswordCheck.Throttled;
import dev.watchword.core.people.PasswordCheck.Wrong;
import dev.watchword.core.recovery.RecoveryCode;
import dev.watchword.core.recovery.Redemption;
import dev.watchword.core.session.Guarded.CodeNeeded;
import dev.watchword.core.session.Guarded.Done;
import dev.watchword.core.session.Guarded.Refused;
import dev.watchword.core.verification.OtpAttempt;
import dev.watchword.core.verification.Verification;
import dev.watchword.core.verification.VerifyOtp;
import java.time.Instant;
import java.util.Optional;

/// Has somebody prove that they are the one: by the password, and by the factor where there is one,
/// each with the counters that it always has (SECURITY TH-05). Thread-safe.
final class ProveIdentity {

  private final CheckPassword passwords;
  private final VerifyOtp verify;
  private final SpendRecoveryCode spend;
  private final OwnFactors factors;

  ProveIdentity(
      CheckPassword passwords, VerifyOtp verify, SpendRecoveryCode spend, OwnFactors factors) {
    this.passwords = passwords;
    this.verify = verify;
    this.spend = spend;
    this.factors = factors;
  }

  /// @return the store's time of the proof when it was right
  Guarded<Instant> prove(SignedIn who, Proof proof, Purpose purpose, Origin origin) {
    boolean byFactor =
        who.session().state() != SessionState.RECOVERY && factors.has(who.person().id());
    if (byFactor && proof.code().isEmpty() && proof.recoveryCode().isEmpty()) {
      return new CodeNeeded<>();
    }
    return switch (passwords.check(who.person().name(), proof.password(), origin)) {
      case Right(var person, var at) when !person.id().equals(who.person().id()) ->
          new Refused<>(Optional.empty());
      case Right(var person, var at) ->
          byFactor ? proveFactor(who, proof, purpose, at, origin) : new Done<>(at);
      case Wrong _ -> new Refused<>(Optional.empty());
      case Throttled(var retryAfter) -> new Refused<>(Optional.of(retryAfter));
    };
  }

  private Guarded<Instant> proveFactor(
      SignedIn who, Proof proof, Purpose purpose, Instant at, Origin origin) {
    return proof.code().isPresent()
        ? byCode(who, proof.code().get(), purpose, at, origin)
        : byRecoveryCode(who, proof.recoveryCode().orElseThrow(), at, origin);
  }

  private Guarded<Instant> byCode(
      SignedIn who, SubmittedCode code, Purpose purpose, Instant at, Origin origin) {
    var attempt = new OtpAttempt(who.person().id().subscriber(), code, purpose, origin);
    return switch (verify.verify(attempt)) {
      case Verification.Accepted _ -> new Done<>(at);
      case Verification.Throttled(var retryAfter) -> new Refused<>(Optional.of(retryAfter));
      case Verification.Rejected _,
          Verification.Replayed _,
          Verification.Locked _,
          Verification.NotEnrolled _ ->
          new Refused<>(Optional.empty());
    };
  }

  private Guarded<Instant> byRecoveryCode(
      SignedIn who, RecoveryCode code, Instant at, Origin origin) {
    // each proof is one of its own: the same code sent twice is not right twice
    return switch (spend.spend(who, code, Optional.empty(), at, origin)) {
      case Redemption.Redeemed _ -> new Done<>(at);
      case Redemption.Throttled(var retryAfter) -> new Refused<>(Optional.of(retryAfter));
      case Redemption.Rejected _,
          Redemption.Replayed _,
          Redemption.Locked _,
          Redemption.NotIssued _ ->
          new Refused<>(Optional.empty());
    };
  }
}
