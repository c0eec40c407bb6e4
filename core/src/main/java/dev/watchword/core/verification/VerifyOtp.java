package dev.watchword.core.verification;

import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Otp.Verdict;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.enrolment.Drift;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.enrolment.EnrolmentKeys;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.matching.CodeMatcher;
import dev.watchword.core.matching.Match;
import dev.watchword.core.matching.Match.Fresh;
import dev.watchword.core.matching.Match.None;
import dev.watchword.core.matching.Match.Used;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.throttle.Admission.HardStop;
import dev.watchword.core.throttle.Admission.Open;
import dev.watchword.core.throttle.Admission.Wait;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.verification.Verification.Accepted;
import dev.watchword.core.verification.Verification.Locked;
import dev.watchword.core.verification.Verification.NotEnrolled;
import dev.watchword.core.verification.Verification.Rejected;
import dev.watchword.core.verification.Verification.Replayed;
import dev.watchword.core.verification.Verification.Throttled;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Verifies one-time passwords: the one way to do so.
///
/// A round reads the factor with the store's time, computes the verdict and the factor's state
/// after it, and stores that state, the tally of failures in it, only over the state that was read.
/// No verdict leaves before that write is durable. A round that comes second learns nothing from
/// its own verdict: it reads the new state, which may well say "wait", and starts anew. So every
/// try that is answered is charged, at most one try sees any one tally, and a code is accepted
/// once, over any number of threads and nodes (RFC 6238 §5.2; SECURITY OV-05 to OV-07, TH-03,
/// TH-04).
///
/// The code of a step that was burnt before is refused without being charged: it is no guess, and
/// an honest user who clicks twice is not to be locked out (TH-10). Thread-safe.
public final class VerifyOtp {

  // A lost round was won by another try on the same factor; between two waits these are few.
  private static final int MAX_ROUNDS = 64;

  private final EnrolmentRepository enrolments;
  private final EnrolmentKeys keys;
  private final AuditLog log;
  private final AuditTrail trail;
  private final VerificationPolicy policy;

  public VerifyOtp(
      EnrolmentRepository enrolments,
      EnrolmentKeys keys,
      AuditLog log,
      AuditTrail trail,
      VerificationPolicy policy) {
    this.enrolments = enrolments;
    this.keys = keys;
    this.log = log;
    this.trail = trail;
    this.policy = policy;
  }

  /// @throws StorageException when the store failed: the outcome is unknown, and nobody is let in
  public Verification verify(OtpAttempt attempt) {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Reading<Active> reading = enrolments.active(attempt.subscriber());
      Optional<Verification> verdict =
          reading.value().isEmpty()
              ? Optional.of(notEnrolled(attempt, reading.at()))
              : decide(reading.value().get(), attempt, reading);
      if (verdict.isPresent()) {
        return verdict.get();
      }
    }
    throw new StorageException("This factor keeps changing; try again.");
  }

  /// Empty when the factor moved on in the meantime.
  private Optional<Verification> decide(
      Active factor, OtpAttempt attempt, Reading<Active> reading) {
    Instant now = reading.at();
    return switch (factor.attempts().admission(now, policy.limit())) {
      case Open _ -> evaluate(factor, attempt, now, reading.floor());
      case Wait(var retryAfter) -> {
        log.append(entry(attempt, factor, Verdict.THROTTLED, OptionalLong.empty(), now));
        yield Optional.of(new Throttled(retryAfter));
      }
      case HardStop _ -> {
        log.append(entry(attempt, factor, Verdict.LOCKED, OptionalLong.empty(), now));
        yield Optional.of(new Locked());
      }
    };
  }

  private Optional<Verification> evaluate(
      Active factor, OtpAttempt attempt, Instant now, Instant floor) {
    try (OtpKey key = keys.open(factor)) {
      int drift = factor.drift().steps();
      long last = CodeMatcher.lastStep(factor.lastStep(), key, drift, floor, policy.window());
      Match match = CodeMatcher.find(attempt.code(), key, last, drift, now, policy.window());
      return switch (match) {
        case Fresh(long step) -> accept(factor, attempt, step, drift(factor, key, step, now), now);
        case Used(long step) -> Optional.of(used(factor, attempt, step, now));
        case None _ -> reject(factor, attempt, now);
      };
    }
  }

  private static Drift drift(Active factor, OtpKey key, long step, Instant now) {
    return key.parameters() instanceof TotpParameters totp
        ? factor.drift().observed(step - totp.stepAt(now))
        : factor.drift();
  }

  private Optional<Verification> accept(
      Active factor, OtpAttempt attempt, long step, Drift drift, Instant now) {
    Active next = factor.accepted(step, drift, attempt.attempt());
    AuditEntry entry = entry(attempt, next, Verdict.ACCEPTED, OptionalLong.of(step), now);
    return enrolments.replace(factor, next, entry)
        ? Optional.of(new Accepted(step, false))
        : Optional.empty();
  }

  private Optional<Verification> reject(Active factor, OtpAttempt attempt, Instant now) {
    Active next = factor.failed(now, policy.limit());
    AuditEntry entry = entry(attempt, next, Verdict.REJECTED, OptionalLong.empty(), now);
    return enrolments.replace(factor, next, entry) ? Optional.of(new Rejected()) : Optional.empty();
  }

  private Verification used(Active factor, OtpAttempt attempt, long step, Instant now) {
    boolean again =
        step == factor.lastStep()
            && attempt.attempt().isPresent()
            && attempt.attempt().equals(factor.lastAttempt());
    Verdict verdict = again ? Verdict.ACCEPTED_AGAIN : Verdict.REPLAYED;
    log.append(entry(attempt, factor, verdict, OptionalLong.of(step), now));
    return again ? new Accepted(step, true) : new Replayed(step);
  }

  private Verification notEnrolled(OtpAttempt attempt, Instant now) {
    AuditEvent event =
        new AuditEvent.Otp(
            attempt.subscriber(),
            attempt.purpose().value(),
            Verdict.NOT_ENROLLED,
            OptionalLong.empty(),
            0);
    log.append(trail.entry(now, attempt.origin(), event));
    return new NotEnrolled();
  }

  private AuditEntry entry(
      OtpAttempt attempt, Active after, Verdict verdict, OptionalLong step, Instant now) {
    AuditEvent event =
        new AuditEvent.Otp(
            attempt.subscriber(),
            attempt.purpose().value(),
            verdict,
            step,
            after.attempts().failures());
    return trail.entry(now, attempt.origin(), event);
  }
}
