package dev.watchword.core.people;

import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEntry;
import java.util.Optional;

/// The store of people's accounts at an [IdentityProvider] (a port).
///
/// A change is written together with its audit entry, or not at all, and joins the transaction that
/// its thread is in. A person who is removed takes theirs along. Times are kept in whole
/// milliseconds. Thread-safe; every method throws [dev.watchword.core.vault.StorageException] when
/// it can't do its work.
public interface ProviderAccountRepository {

  /// A person's.
  Optional<StoredProviderAccount> of(PersonId person);

  /// Whose that account is.
  Reading<StoredProviderAccount> find(String issuer, String subject);

  /// Links one.
  ///
  /// @return false when the person has one, or somebody has that one; nothing was changed then
  boolean link(StoredProviderAccount fresh, AuditEntry entry);

  /// Unlinks a person's.
  ///
  /// @param entry written where there was one
  /// @return whether there was
  boolean unlink(PersonId person, AuditEntry entry);
}
