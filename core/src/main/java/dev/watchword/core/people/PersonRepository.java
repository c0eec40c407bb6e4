package dev.watchword.core.people;

import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEntry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// The store of people (a port); its manners are those of
/// [dev.watchword.core.enrolment.EnrolmentRepository]: a change is written together with its audit
/// entry, names the version that it replaces, and is refused where that stands no longer or the
/// reading that it rests on is older than [#MAX_AGE].
///
/// It joins the transaction that its thread is in. Times are kept in whole milliseconds.
/// Implementations are thread-safe.
public interface PersonRepository {

  /// For how long a decision may rest on a reading.
  Duration MAX_AGE = Duration.ofSeconds(10);

  /// What came of [#add] and [#addFirst].
  enum Addition {
    ADDED,
    /// Somebody has that name, in whatever case; nothing was changed.
    NAME_TAKEN,
    /// Somebody is there already; nothing was changed.
    NOT_FIRST
  }

  /// What came of a change.
  enum Change {
    DONE,
    /// That version stands no longer, or was read too long ago; nothing was changed.
    STALE,
    /// No owner would be left (SECURITY AZ-06); nothing was changed.
    LAST_OWNER
  }

  /// The person of that id.
  Reading<StoredPerson> find(PersonId id);

  /// The person of that id, whatever was done to the row behind the program's back: to be erased,
  /// and for nothing else.
  Reading<StoredPerson> unverified(PersonId id);

  /// The person of that name, in whatever case.
  Reading<StoredPerson> named(PersonName name);

  /// The person whose invite has that hash, expired or not.
  Reading<StoredPerson> invited(UUID hash);

  /// Everybody, oldest first; of equal age by id.
  List<StoredPerson> all();

  /// Whether there is nobody at all.
  boolean isEmpty();

  /// Adds a person.
  Addition add(StoredPerson fresh, AuditEntry entry);

  /// Adds the first person; of several at once exactly one is added.
  Addition addFirst(StoredPerson fresh, AuditEntry entry);

  /// Replaces a person by their next version, decided as one with whether an owner is left: where
  /// `expected` counts as one and `next` does not, another has to be there, over any number of
  /// changes at once on any number of nodes.
  Change replace(StoredPerson expected, StoredPerson next, AuditEntry entry);

  /// Erases a person, their sessions, notices and tally, by the same rule.
  Change remove(StoredPerson expected, AuditEntry entry);
}
