package dev.watchword.core.enrolment;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Enrolment.Act;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.enrolment.ConfirmOutcome.Confirmed;
import dev.watchword.core.enrolment.ConfirmOutcome.Destroyed;
import dev.watchword.core.enrolment.ConfirmOutcome.Gone;
import dev.watchword.core.enrolment.ConfirmOutcome.Refused;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.enrolment.Enrolment.Pending;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.matching.AttemptTag;
import dev.watchword.core.matching.CodeMatcher;
import dev.watchword.core.matching.CodeWindow;
import dev.watchword.core.matching.Match;
import dev.watchword.core.matching.Match.Fresh;
import dev.watchword.core.matching.Match.None;
import dev.watchword.core.matching.Match.Used;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.throttle.Attempts;
import dev.watchword.core.vault.StorageException;
import java.time.Instant;
import java.util.Optional;

/// Binds a pending authenticator once its first code proves that the subscriber holds it.
///
/// The fifth wrong code erases the pending enrolment; the right one is burnt, and the same
/// confirmation repeated within ten minutes (a lost reply, a double click) succeeds without doing
/// anything (SECURITY EN-05). The factor that was bound until now is erased in the moment in which
/// the new one is bound (EN-07). Thread-safe.
public final class ConfirmEnrolment {

  /// Wrong codes that a pending enrolment survives not.
  public static final int MAX_WRONG_CODES = 5;

  private static final int MAX_ROUNDS = 64;

  private final EnrolmentRepository enrolments;
  private final EnrolmentKeys keys;
  private final AuditLog log;
  private final AuditTrail trail;
  private final CodeWindow window;

  public ConfirmEnrolment(
      EnrolmentRepository enrolments,
      EnrolmentKeys keys,
      AuditLog log,
      AuditTrail trail,
      CodeWindow window) {
    this.enrolments = enrolments;
    this.keys = keys;
    this.log = log;
    this.trail = trail;
    this.window = window;
  }

  public ConfirmOutcome confirm(
      RelyingPartyId relyingParty, EnrolmentId id, SubmittedCode code, Origin origin) {
    // each round that is lost was won by another call, and a pending enrolment has five at the most
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Reading<Enrolment> reading = enrolments.find(relyingParty, id);
      if (reading.value().isEmpty()) {
        return new Gone();
      }
      Optional<ConfirmOutcome> outcome =
          switch (reading.value().get()) {
            case Active active -> Optional.of(repeated(active, code, reading.at(), origin));
            case Pending pending when pending.hasExpired(reading.at()) -> {
              Act act = Act.EXPIRED;
              yield enrolments.remove(pending, entry(pending, act, reading.at(), origin))
                  ? Optional.of(new Gone())
                  : Optional.empty();
            }
            case Pending pending -> decide(pending, code, reading, origin);
          };
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    throw new StorageException("This enrolment keeps changing; try again.");
  }

  /// Empty when the enrolment moved on in the meantime.
  private Optional<ConfirmOutcome> decide(
      Pending pending, SubmittedCode code, Reading<Enrolment> reading, Origin origin) {
    Instant now = reading.at();
    try (KeyUri uri = keys.open(pending)) {
      OtpKey key = uri.key();
      long lastStep =
          CodeMatcher.lastStep(CodeMatcher.stepBefore(key), key, 0, reading.floor(), window);
      Match match = CodeMatcher.find(code, key, lastStep, 0, now, window);
      return switch (match) {
        case Fresh(long step) -> activate(pending, key, step, now, origin);
        case Used _, None _ -> refuse(pending, now, origin);
      };
    }
  }

  private Optional<ConfirmOutcome> activate(
      Pending pending, OtpKey key, long step, Instant now, Origin origin) {
    boolean replaces = enrolments.active(pending.subscriber()).value().isPresent();
    Drift drift =
        key.parameters() instanceof TotpParameters totp
            ? Drift.NONE.observed(step - totp.stepAt(now))
            : Drift.NONE;
    Active active =
        new Active(
            pending.id(),
            pending.subscriber(),
            keys.sealActive(pending.id(), pending.subscriber(), key),
            now,
            step,
            drift,
            Attempts.NONE,
            ResyncTries.NONE,
            Optional.of(confirmation(pending.id())),
            pending.version() + 1,
            Optional.empty());
    Act act = replaces ? Act.CONFIRMED_IN_PLACE_OF_ANOTHER : Act.CONFIRMED;
    return enrolments.activate(pending, active, entry(pending, act, now, origin))
        ? Optional.of(new Confirmed(pending.subscriber(), false, replaces))
        : Optional.empty();
  }

  private Optional<ConfirmOutcome> refuse(Pending pending, Instant now, Origin origin) {
    int wrong = pending.wrongCodes() + 1;
    if (wrong >= MAX_WRONG_CODES) {
      AuditEntry destroyed = entry(pending, Act.DESTROYED_AFTER_WRONG_CODES, now, origin);
      return enrolments.remove(pending, destroyed)
          ? Optional.of(new Destroyed())
          : Optional.empty();
    }
    AuditEntry refused = entry(pending, Act.CODE_REFUSED, now, origin);
    return enrolments.replace(pending, pending.withOneMoreWrongCode(), refused)
        ? Optional.of(new Refused(MAX_WRONG_CODES - wrong))
        : Optional.empty();
  }

  /// The confirmation of an enrolment that is bound already: it is either the same one again, or
  /// comes too late. Only the burnt code itself is held against it, so it tells nothing.
  private ConfirmOutcome repeated(Active active, SubmittedCode code, Instant now, Origin origin) {
    if (!active.lastAttempt().equals(Optional.of(confirmation(active.id())))
        || !now.isBefore(active.confirmedAt().plus(BeginEnrolment.LIFETIME))) {
      return new Gone();
    }
    try (OtpKey key = keys.open(active)) {
      if (!CodeMatcher.isCodeOf(code, key, active.lastStep())) {
        return new Gone();
      }
      log.append(entry(active, Act.CONFIRMED_AGAIN, now, origin));
      return new Confirmed(active.subscriber(), true, false);
    }
  }

  private static AttemptTag confirmation(EnrolmentId id) {
    return AttemptTag.of(Purpose.CONFIRM, id.toString());
  }

  private AuditEntry entry(Enrolment enrolment, Act act, Instant now, Origin origin) {
    var event = new AuditEvent.Enrolment(enrolment.subscriber(), enrolment.id().value(), act);
    return trail.entry(now, origin, event);
  }
}
