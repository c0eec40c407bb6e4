package dev.watchword.core.recovery;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Recovery.Act;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.matching.AttemptTag;
import dev.watchword.core.recovery.Redemption.Locked;
import dev.watchword.core.recovery.Redemption.NotIssued;
import dev.watchword.core.recovery.Redemption.Redeemed;
import dev.watchword.core.recovery.Redemption.Rejected;
import dev.watchword.core.recovery.Redemption.Replayed;
import dev.watchword.core.recovery.Redemption.Throttled;
import dev.watchword.core.throttle.Admission.HardStop;
import dev.watchword.core.throttle.Admission.Open;
import dev.watchword.core.throttle.Admission.Wait;
import dev.watchword.core.throttle.AttemptLimit;
import dev.watchword.core.vault.StorageException;
import java.time.Instant;
import java.util.Optional;

/// Spends a recovery code: once, over any number of threads and nodes (SECURITY RC-04), by the same
/// way of charging and deciding as a verification of a one-time password.
///
/// Its failures are tallied apart from the factor's, so that a locked factor leaves recovery usable
/// and the other way round (TH-06). Thread-safe.
public final class RedeemRecoveryCode {

  private static final int MAX_ROUNDS = 64;

  private final RecoveryRepository repository;
  private final RecoveryKeys keys;
  private final AuditLog log;
  private final AuditTrail trail;
  private final AttemptLimit limit;

  public RedeemRecoveryCode(
      RecoveryRepository repository,
      RecoveryKeys keys,
      AuditLog log,
      AuditTrail trail,
      AttemptLimit limit) {
    this.repository = repository;
    this.keys = keys;
    this.log = log;
    this.trail = trail;
    this.limit = limit;
  }

  /// @param code stays the caller's to close
  /// @param attempt names the sign-in attempt, so that a double click is one success
  /// @throws StorageException when the store failed: the outcome is unknown, and nobody is let in
  public Redemption redeem(
      Subscriber subscriber, RecoveryCode code, Optional<AttemptTag> attempt, Origin origin) {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Reading<RecoverySet> reading = repository.find(subscriber);
      Instant now = reading.at();
      if (reading.value().isEmpty()) {
        var event = new AuditEvent.Recovery(subscriber, Act.NOT_ISSUED, 0, 0);
        log.append(trail.entry(now, origin, event));
        return new NotIssued();
      }
      Optional<Redemption> outcome = decide(reading.value().get(), code, attempt, now, origin);
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    throw new StorageException("These recovery codes keep changing; try again.");
  }

  /// Empty when the set moved on in the meantime.
  private Optional<Redemption> decide(
      RecoverySet set,
      RecoveryCode code,
      Optional<AttemptTag> attempt,
      Instant now,
      Origin origin) {
    return switch (set.attempts().admission(now, limit)) {
      case Open _ -> evaluate(set, code, attempt, now, origin);
      case Wait(var retryAfter) -> {
        log.append(entry(set, Act.THROTTLED, now, origin));
        yield Optional.of(new Throttled(retryAfter));
      }
      case HardStop _ -> {
        log.append(entry(set, Act.LOCKED, now, origin));
        yield Optional.of(new Locked());
      }
    };
  }

  private Optional<Redemption> evaluate(
      RecoverySet set,
      RecoveryCode code,
      Optional<AttemptTag> attempt,
      Instant now,
      Origin origin) {
    int index = keys.indexOf(code, set);
    if (index < 0) {
      RecoverySet next = set.failed(now, limit);
      return repository.replace(set, next, entry(next, Act.REJECTED, now, origin))
          ? Optional.of(new Rejected())
          : Optional.empty();
    }
    if (set.isUsed(index)) {
      boolean again = set.isRepeated(index, attempt, now);
      log.append(entry(set, again ? Act.REDEEMED_AGAIN : Act.REPLAYED, now, origin));
      return Optional.of(again ? new Redeemed(set.remaining(), true) : new Replayed());
    }
    RecoverySet next = set.redeemed(index, attempt, now);
    return repository.replace(set, next, entry(next, Act.REDEEMED, now, origin))
        ? Optional.of(new Redeemed(next.remaining(), false))
        : Optional.empty();
  }

  private AuditEntry entry(RecoverySet set, Act act, Instant now, Origin origin) {
    int failures = set.attempts().failures();
    var event = new AuditEvent.Recovery(set.subscriber(), act, set.remaining(), failures);
    return trail.entry(now, origin, event);
  }
}
