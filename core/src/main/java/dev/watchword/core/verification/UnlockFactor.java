package dev.watchword.core.verification;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Factor.Act;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.vault.StorageException;

/// Lets an operator forgive a factor's failures (SECURITY TH-02); burnt codes stay burnt.
/// Thread-safe.
public final class UnlockFactor {

  private static final int MAX_ROUNDS = 64;

  private final EnrolmentRepository enrolments;
  private final AuditTrail trail;

  public UnlockFactor(EnrolmentRepository enrolments, AuditTrail trail) {
    this.enrolments = enrolments;
    this.trail = trail;
  }

  /// @return false when the subscriber has no bound factor
  public boolean unlock(Subscriber subscriber, Origin origin) {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Reading<Active> reading = enrolments.active(subscriber);
      if (reading.value().isEmpty()) {
        return false;
      }
      Active factor = reading.value().get();
      var event = new AuditEvent.Factor(subscriber, Act.UNLOCKED, factor.attempts().failures());
      if (enrolments.replace(factor, factor.unlocked(), trail.entry(reading.at(), origin, event))) {
        return true;
      }
    }
    throw new StorageException("This factor keeps changing; try again.");
  }
}
