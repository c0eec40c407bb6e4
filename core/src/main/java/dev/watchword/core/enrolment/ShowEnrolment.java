package dev.watchword.core.enrolment;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Enrolment.Act;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.enrolment.Enrolment.Pending;
import java.util.Optional;

/// Shows a pending enrolment again, byte for byte (SECURITY EN-02), and audits that it did. Once it
/// is confirmed, cancelled or expired nothing shows the secret any more (EN-06). Thread-safe.
public final class ShowEnrolment {

  private final EnrolmentRepository enrolments;
  private final EnrolmentKeys keys;
  private final AuditLog log;
  private final AuditTrail trail;

  public ShowEnrolment(
      EnrolmentRepository enrolments, EnrolmentKeys keys, AuditLog log, AuditTrail trail) {
    this.enrolments = enrolments;
    this.keys = keys;
    this.log = log;
    this.trail = trail;
  }

  /// @return the caller's to close; empty when no enrolment of that id is pending
  public Optional<EnrolmentOffer> show(RelyingPartyId relyingParty, EnrolmentId id, Origin origin) {
    Reading<Enrolment> reading = enrolments.find(relyingParty, id);
    if (!(reading.value().orElse(null) instanceof Pending pending)
        || pending.hasExpired(reading.at())) {
      return Optional.empty();
    }
    var shown = new AuditEvent.Enrolment(pending.subscriber(), id.value(), Act.SHOWN);
    log.append(trail.entry(reading.at(), origin, shown));
    return Optional.of(
        new EnrolmentOffer(
            pending.id(), pending.subscriber(), keys.open(pending), pending.expiresAt()));
  }
}
