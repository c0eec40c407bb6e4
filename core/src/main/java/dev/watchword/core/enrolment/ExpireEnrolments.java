package dev.watchword.core.enrolment;

import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Enrolment.Act;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.enrolment.Enrolment.Pending;
import java.util.List;

/// Erases pending enrolments that nobody confirmed in time: run at least every 60 seconds, on any
/// number of nodes (SECURITY EN-03). Thread-safe.
public final class ExpireEnrolments {

  private static final int BATCH = 500;
  private static final Origin CLOCK = Origin.of("clock");

  private final EnrolmentRepository enrolments;
  private final AuditTrail trail;

  public ExpireEnrolments(EnrolmentRepository enrolments, AuditTrail trail) {
    this.enrolments = enrolments;
    this.trail = trail;
  }

  /// @return how many this call erased
  public int sweep() {
    int erased = 0;
    List<Reading<Pending>> batch;
    do {
      batch = enrolments.expired(BATCH);
      for (Reading<Pending> reading : batch) {
        Pending pending = reading.value().orElseThrow();
        var event =
            new AuditEvent.Enrolment(pending.subscriber(), pending.id().value(), Act.EXPIRED);
        if (enrolments.remove(pending, trail.entry(reading.at(), CLOCK, event))) {
          erased++;
        }
      }
    } while (batch.size() == BATCH);
    return erased;
  }
}
