package dev.watchword.core.enrolment;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.enrolment.Enrolment.Pending;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The store of enrolments (a port).
///
/// Every method that changes something takes the audit entry of the change and writes both or
/// neither (SECURITY AU-02), durably before it returns. Every change names what it replaces and is
/// refused, with `false`, unless exactly that version still stands: so a decision is always taken
/// on the state that it ends, whichever node took it (OV-07, TH-03). It is refused as well when the
/// entry's time, which is the time of the reading that the decision rests on, lies more than
/// [#MAX_AGE] back by the store's own clock. Who is refused reads again and decides anew.
///
/// Implementations are thread-safe; every method throws [dev.watchword.core.vault.StorageException]
/// when the store cannot do it, and then the outcome of a change is unknown: it is never to be
/// taken for a success, nor for a wrong code.
public interface EnrolmentRepository {

  /// For how long a decision may rest on a reading.
  Duration MAX_AGE = Duration.ofSeconds(10);

  /// What came of [#begin].
  enum Begin {
    /// It is pending now.
    STORED,
    /// Another one is pending and has not expired; nothing was changed.
    ANOTHER_IS_PENDING,
    /// The secret is enrolled already, for whomever; nothing was changed.
    DUPLICATE_SECRET
  }

  /// Whether every program that ever wrote into this store makes MACs over its rows, so that they
  /// can be demanded of what is written from now on.
  boolean hasMacsEverywhere();

  /// The subscriber's bound authenticator.
  Reading<Active> active(Subscriber subscriber);

  /// The subscriber's bound authenticator, whatever was done to its row behind the program's back:
  /// to be erased, and for nothing else.
  Reading<Active> unverified(Subscriber subscriber);

  /// The subscriber's pending one, also when it has expired.
  Reading<Pending> pending(Subscriber subscriber);

  /// One of either kind by its id; those of other relying parties are not found.
  Reading<Enrolment> find(RelyingPartyId relyingParty, EnrolmentId id);

  /// Bound authenticators in an order of the store's own, to be walked through.
  ///
  /// @param after the subscriber that the page before ended with; empty for the first page
  /// @param limit at least 1
  /// @return as many as `limit`, or fewer on the last page
  List<Active> page(Optional<Subscriber> after, int limit);

  /// Stores a pending enrolment unless the subscriber has one that has not expired by the entry's
  /// time; an expired one is overwritten. Of many at once exactly one is stored.
  ///
  /// @param fingerprint tells secrets apart; one is enrolled once, over all relying parties
  Begin begin(Pending fresh, UUID fingerprint, AuditEntry entry);

  /// Replaces a pending enrolment by its successor.
  boolean replace(Pending expected, Pending next, AuditEntry entry);

  /// Makes a pending enrolment the bound one; one that was bound until now is erased in the same
  /// moment (EN-07).
  ///
  /// @param next has the same id and subscriber
  boolean activate(Pending expected, Active next, AuditEntry entry);

  /// Replaces a bound enrolment by its successor.
  boolean replace(Active expected, Active next, AuditEntry entry);

  /// Erases a pending enrolment.
  boolean remove(Pending expected, AuditEntry entry);

  /// Erases a bound enrolment, and the subscriber's recovery codes with it.
  boolean remove(Active expected, AuditEntry entry);

  /// Lets every code of a time up to the store's present one count as used, also those of steps
  /// that the store knows nothing of: to be called when it was put back to an older state (SECURITY
  /// BK-04). Readings bring it as their floor from then on; decisions on readings from before are
  /// refused.
  void raiseFloor();

  /// Pending enrolments that have expired by the store's clock, in no order; each reading has one.
  List<Reading<Pending>> expired(int limit);
}
