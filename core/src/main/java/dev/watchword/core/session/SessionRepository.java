package dev.watchword.core.session;

import dev.watchword.core.access.TokenHash;
import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.people.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The store of sessions (a port). What one node ends, every other sees at its next look: an
/// implementation keeps no copies.
///
/// Every change is written together with its audit entry, or not at all, and joins the transaction
/// that its thread is in. Times are kept in whole milliseconds. Thread-safe; every method throws
/// [dev.watchword.core.vault.StorageException] when it can't do its work.
public interface SessionRepository {

  /// The session that is known by that hash at present, over or not.
  Reading<StoredSession> find(TokenHash token);

  /// All sessions of a person, over or not, newest first; of equal age by id.
  List<StoredSession> of(PersonId person);

  /// Keeps a new session.
  void add(StoredSession fresh, AuditEntry entry);

  /// Puts a session in the place of the one of the same id.
  ///
  /// @param expected what it must be known by still
  /// @return false when it is gone, or known by another token; nothing was changed
  boolean replace(TokenHash expected, StoredSession next, AuditEntry entry);

  /// Notes that a request came, unless a later one is noted already.
  void seen(SessionId id, Instant at);

  /// Ends a session of that person.
  ///
  /// @return false when there is no such session
  boolean end(PersonId person, SessionId id, AuditEntry entry);

  /// Ends all sessions of a person but one.
  ///
  /// @return how many were ended; the entry is written even for none
  int endAll(PersonId person, Optional<SessionId> but, AuditEntry entry);

  /// Erases sessions that ended by themselves, by the store's clock.
  ///
  /// @param idle how long one counts without a request
  /// @return how many
  int erase(Duration idle);
}
