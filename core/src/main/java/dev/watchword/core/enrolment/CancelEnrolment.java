package dev.watchword.core.enrolment;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Enrolment.Act;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.enrolment.Enrolment.Pending;
import dev.watchword.core.vault.StorageException;

/// Ends a pending enrolment; what is bound stays bound. Thread-safe.
public final class CancelEnrolment {

  private static final int MAX_ROUNDS = 64;

  private final EnrolmentRepository enrolments;
  private final AuditTrail trail;

  public CancelEnrolment(EnrolmentRepository enrolments, AuditTrail trail) {
    this.enrolments = enrolments;
    this.trail = trail;
  }

  /// @return false when no enrolment of that id is pending (any more)
  public boolean cancel(RelyingPartyId relyingParty, EnrolmentId id, Origin origin) {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Reading<Enrolment> reading = enrolments.find(relyingParty, id);
      if (!(reading.value().orElse(null) instanceof Pending pending)) {
        return false;
      }
      var event = new AuditEvent.Enrolment(pending.subscriber(), id.value(), Act.CANCELLED);
      if (enrolments.remove(pending, trail.entry(reading.at(), origin, event))) {
        return true;
      }
    }
    throw new StorageException("This enrolment keeps changing; try again.");
  }
}
