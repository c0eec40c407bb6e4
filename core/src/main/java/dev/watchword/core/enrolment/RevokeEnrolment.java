package dev.watchword.core.enrolment;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Enrolment.Act;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.vault.StorageException;

/// Disables a subscriber's factor: the secret and the recovery codes are erased in one moment, on
/// all nodes.
///
/// It does not ask for proof: the relying party has asked for the password and the factor, or a
/// recovery code, before it calls (SECURITY EN-08). A factor whose row somebody changed goes too:
/// that is the way out of it. Thread-safe.
public final class RevokeEnrolment {

  private static final int MAX_ROUNDS = 64;

  private final EnrolmentRepository enrolments;
  private final AuditTrail trail;

  public RevokeEnrolment(EnrolmentRepository enrolments, AuditTrail trail) {
    this.enrolments = enrolments;
    this.trail = trail;
  }

  /// @return false when the subscriber has no bound factor
  public boolean revoke(Subscriber subscriber, Origin origin) {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Reading<Active> reading = enrolments.unverified(subscriber);
      if (reading.value().isEmpty()) {
        return false;
      }
      Active active = reading.value().get();
      var event = new AuditEvent.Enrolment(subscriber, active.id().value(), Act.REVOKED);
      if (enrolments.remove(active, trail.entry(reading.at(), origin, event))) {
        return true;
      }
    }
    throw new StorageException("This enrolment keeps changing; try again.");
  }
}
