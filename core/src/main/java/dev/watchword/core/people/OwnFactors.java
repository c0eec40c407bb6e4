package dev.watchword.core.people;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Passkey.Act;
import dev.watchword.core.audit.AuditTrail;
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
  private final PasskeyRepository passkeys;
  private final ProviderAccountRepository providers;
  private final AuditTrail trail;

  public OwnFactors(
      EnrolmentRepository enrolments,
      RevokeEnrolment revoke,
      CancelEnrolment cancel,
      PasskeyRepository passkeys,
      ProviderAccountRepository providers,
      AuditTrail trail) {
    this.enrolments = enrolments;
    this.revoke = revoke;
    this.cancel = cancel;
    this.passkeys = passkeys;
    this.providers = providers;
    this.trail = trail;
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

  /// How many passkeys a person has. They count only beside a bound factor, whose recovery codes
  /// are the way back in for whoever loses them.
  public int passkeys(PersonId person) {
    return passkeys.count(person);
  }

  /// Erases the bound factor, its recovery codes, and the passkeys that stood beside it. To be done
  /// in a transaction.
  ///
  /// @return false when there is no factor
  public boolean revoke(PersonId person, Origin origin) {
    var event = new AuditEvent.Passkey(person.value(), Optional.empty(), Act.ALL_REMOVED);
    passkeys.removeAll(person, trail.entry(passkeys.now(), origin, event));
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

  /// Erases all that the verifier keeps of a person, their passkeys, and the link to their account
  /// at a provider.
  ///
  /// @return whether there was anything
  boolean forget(PersonId person, Origin origin) {
    var event = new AuditEvent.Provider(person.value(), AuditEvent.Provider.Act.UNLINKED);
    return cancel(person, origin)
        | revoke(person, origin)
        | providers.unlink(person, trail.entry(passkeys.now(), origin, event));
  }
}
