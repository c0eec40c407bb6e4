package dev.watchword.core.people;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.enrolment.CancelEnrolment;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.enrolment.Enrolment.Pending;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.enrolment.RevokeEnrolment;
import java.util.Optional;

/// The second factors of this server's own people, at its own verifier. Thread-safe.
public final class OwnFactors {

  private final EnrolmentRepository enrolments;
  private final RevokeEnrolment revoke;
  private final CancelEnrolment cancel;

  public OwnFactors(
      EnrolmentRepository enrolments, RevokeEnrolment revoke, CancelEnrolment cancel) {
    this.enrolments = enrolments;
    this.revoke = revoke;
    this.cancel = cancel;
  }

  /// Whether a person has a bound factor.
  public boolean has(PersonId person) {
    return active(person).value().isPresent();
  }

  /// A person's bound factor.
  public Reading<Active> active(PersonId person) {
    return enrolments.active(person.subscriber());
  }

  /// A person's pending factor; empty where it has expired.
  public Optional<Pending> pending(PersonId person) {
    Reading<Pending> reading = enrolments.pending(person.subscriber());
    return reading.value().filter(pending -> reading.at().isBefore(pending.expiresAt()));
  }

  /// Erases the bound factor and its recovery codes.
  ///
  /// @return false when there is none
  public boolean revoke(PersonId person, Origin origin) {
    return revoke.revoke(person.subscriber(), origin);
  }

  /// Ends a pending enrolment.
  ///
  /// @return false when there is none
  public boolean cancel(PersonId person, Origin origin) {
    return enrolments
        .pending(person.subscriber())
        .value()
        .filter(pending -> cancel.cancel(RelyingPartyId.OWN, pending.id(), origin))
        .isPresent();
  }

  /// Erases all that the verifier keeps of a person.
  ///
  /// @return whether there was anything
  boolean forget(PersonId person, Origin origin) {
    return cancel(person, origin) | revoke(person, origin);
  }
}
