package dev.watchword.core.people;

import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The store of passkeys, and of the challenges that were answered (a port).
///
/// A change is written together with its audit entry, or not at all, and joins the transaction that
/// its thread is in. A person who is removed takes their passkeys along. Times are kept in whole
/// milliseconds. Thread-safe; every method throws [dev.watchword.core.vault.StorageException] when
/// it can't do its work.
public interface PasskeyRepository {

  /// What came of [#add].
  enum Addition {
    ADDED,
    /// Somebody has that credential; nothing was changed.
    KNOWN,
    /// The person has as many as anybody may; nothing was changed.
    TOO_MANY
  }

  /// The store's time.
  Instant now();

  /// A person's passkeys, oldest first; of equal age by id.
  List<StoredPasskey> of(PersonId person);

  /// How many a person has.
  int count(PersonId person);

  /// The one with that credential id.
  Reading<StoredPasskey> find(String credential);

  /// Adds one.
  Addition add(StoredPasskey fresh, AuditEntry entry);

  /// Keeps what became of one by its use, unless another use came in between or it is gone. No
  /// entry is written: what it was used for has one.
  ///
  /// @param expected the version that must stand still
  /// @return whether it stood
  boolean used(StoredPasskey expected, StoredPasskey next);

  /// Removes one of a person's.
  ///
  /// @return false when they have no such
  boolean remove(PersonId person, PasskeyId id, AuditEntry entry);

  /// Removes all that a person has.
  ///
  /// @param entry written where there were any
  /// @return how many
  int removeAll(PersonId person, AuditEntry entry);

  /// Notes that a challenge was answered: over any number of nodes, and of tries at once, exactly
  /// one is told that it was first.
  ///
  /// @param challenge names it
  /// @param expiresAt until when it has to be remembered
  boolean answerOnce(UUID challenge, Instant expiresAt);

  /// Forgets answered challenges that have expired, by the store's clock.
  ///
  /// @return how many
  int eraseChallenges();
}
