package dev.watchword.core.verification;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Factor.Act;
import dev.watchword.core.audit.AuditEvent.Otp.Verdict;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.enrolment.Drift;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.enrolment.EnrolmentKeys;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.matching.CodeMatcher;
import dev.watchword.core.matching.CodeWindow;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.throttle.Admission.HardStop;
import dev.watchword.core.throttle.Admission.Open;
import dev.watchword.core.throttle.Admission.Wait;
import dev.watchword.core.throttle.AttemptLimit;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.verification.Resynchronisation.Locked;
import dev.watchword.core.verification.Resynchronisation.NoTryLeft;
import dev.watchword.core.verification.Resynchronisation.NotEnrolled;
import dev.watchword.core.verification.Resynchronisation.Refused;
import dev.watchword.core.verification.Resynchronisation.Resynchronised;
import dev.watchword.core.verification.Resynchronisation.Throttled;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Finds an authenticator again whose clock or counter ran away, by two consecutive codes (RFC 4226
/// §7.4, RFC 6238 §6; SECURITY OV-12).
///
/// Looks 20 steps either side of the verifier's time, or 100 counters ahead; three tries a day,
/// each failure counts with those of [VerifyOtp]. Both codes are burnt. The caller has
/// authenticated the owner by other means, or is an operator. It proves nothing by itself: it lets
/// nobody in. Thread-safe.
public final class Resynchronise {

  private static final int STEPS = 20;
  private static final int COUNTERS = 100;
  private static final int MAX_ROUNDS = 64;

  private final EnrolmentRepository enrolments;
  private final EnrolmentKeys keys;
  private final AuditLog log;
  private final AuditTrail trail;
  private final AttemptLimit limit;

  public Resynchronise(
      EnrolmentRepository enrolments,
      EnrolmentKeys keys,
      AuditLog log,
      AuditTrail trail,
      AttemptLimit limit) {
    this.enrolments = enrolments;
    this.keys = keys;
    this.log = log;
    this.trail = trail;
    this.limit = limit;
  }

  /// @param second the code that the authenticator showed right after `first`
  public Resynchronisation resynchronise(
      Subscriber subscriber, SubmittedCode first, SubmittedCode second, Origin origin) {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Reading<Active> reading = enrolments.active(subscriber);
      if (reading.value().isEmpty()) {
        return new NotEnrolled();
      }
      Optional<Resynchronisation> outcome =
          decide(reading.value().get(), first, second, reading, origin);
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    throw new StorageException("This factor keeps changing; try again.");
  }

  private Optional<Resynchronisation> decide(
      Active factor,
      SubmittedCode first,
      SubmittedCode second,
      Reading<Active> reading,
      Origin origin) {
    Instant now = reading.at();
    return switch (factor.attempts().admission(now, limit)) {
      case Wait(var retryAfter) -> {
        log.append(turnedAway(factor, Verdict.THROTTLED, now, origin));
        yield Optional.of(new Throttled(retryAfter));
      }
      case HardStop _ -> {
        log.append(turnedAway(factor, Verdict.LOCKED, now, origin));
        yield Optional.of(new Locked());
      }
      case Open _ when !factor.resyncTries().isLeft(now) -> {
        log.append(entry(factor, Act.RESYNCHRONISATION_REFUSED, now, origin));
        yield Optional.of(new NoTryLeft());
      }
      case Open _ -> evaluate(factor, first, second, reading, origin);
    };
  }

  private Optional<Resynchronisation> evaluate(
      Active factor,
      SubmittedCode first,
      SubmittedCode second,
      Reading<Active> reading,
      Origin origin) {
    Instant now = reading.at();
    try (OtpKey key = keys.open(factor)) {
      boolean timed = key.parameters() instanceof TotpParameters;
      long own =
          key.parameters() instanceof TotpParameters totp
              ? totp.stepAt(now)
              : factor.lastStep() + 1;
      long last =
          CodeMatcher.lastStep(
              factor.lastStep(), key, factor.drift().steps(), reading.floor(), CodeWindow.STANDARD);
      long from = Math.max(last + 1, timed ? own - STEPS : own);
      long to = own + (timed ? STEPS : COUNTERS);
      OptionalLong step =
          from > to
              ? OptionalLong.empty()
              : CodeMatcher.findPair(first, second, key, Math.max(0, from), to);
      if (step.isEmpty()) {
        Active next = factor.failedToResynchronise(now, limit);
        AuditEntry refused = entry(factor, Act.RESYNCHRONISATION_REFUSED, now, origin);
        return enrolments.replace(factor, next, refused)
            ? Optional.of(new Refused())
            : Optional.empty();
      }
      long offset = step.getAsLong() - own;
      Drift drift = timed ? Drift.resynchronised(offset) : factor.drift();
      Active next = factor.accepted(step.getAsLong(), drift, Optional.empty());
      return enrolments.replace(factor, next, entry(factor, Act.RESYNCHRONISED, now, origin))
          ? Optional.of(new Resynchronised(offset))
          : Optional.empty();
    }
  }

  private AuditEntry entry(Active factor, Act act, Instant now, Origin origin) {
    int failures = factor.attempts().failures();
    return trail.entry(now, origin, new AuditEvent.Factor(factor.subscriber(), act, failures));
  }

  private AuditEntry turnedAway(Active factor, Verdict verdict, Instant now, Origin origin) {
    AuditEvent event =
        new AuditEvent.Otp(
            factor.subscriber(),
            Purpose.RESYNC.value(),
            verdict,
            OptionalLong.empty(),
            factor.attempts().failures());
    return trail.entry(now, origin, event);
  }
}
