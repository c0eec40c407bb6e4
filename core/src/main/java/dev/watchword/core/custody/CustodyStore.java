package dev.watchword.core.custody;

import dev.watchword.core.access.TokenHash;
import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEntry;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps what there is to know about custody, sealed (a secret-storage port).
///
/// A store sees no plain text and checks no seal. It decides by its own clock, and joins the
/// transaction that its thread is in. Times are kept in whole milliseconds. Implementations are
/// thread-safe; every method throws [dev.watchword.core.vault.StorageException] when the store
/// can't do its work, and then nothing has changed.
public interface CustodyStore {

  /// The record of that id, and the store's time.
  Reading<SealedRecord> find(RecordKind kind, UUID id);

  /// The record with that token hash, and the store's time.
  Reading<SealedRecord> find(RecordKind kind, TokenHash token);

  /// Several records, and the store's time.
  Reading<List<SealedRecord>> list(RecordQuery query);

  /// Records of a kind by id, whatever was done to them.
  ///
  /// @param after only ids after this one; empty for the start
  /// @param limit at most so many, at least 1
  List<SealedRecord> page(RecordKind kind, Optional<UUID> after, int limit);

  /// Makes a change whole, together with the audit entries that tell of it, or not at all.
  ///
  /// Of several changes that replace or remove one revision, exactly one is made, over any number
  /// of nodes.
  ///
  /// @throws StaleRecordException when one part finds its record otherwise; the transaction that
  ///   the thread is in is undone with it
  void write(List<RecordWrite> change, List<AuditEntry> entries);
}
