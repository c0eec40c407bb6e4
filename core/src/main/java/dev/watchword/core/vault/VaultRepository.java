package dev.watchword.core.vault;

import dev.watchword.core.seal.SealedBytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Keeps sealed vaults (the secret-storage port of the authenticator's side).
///
/// A store sees no plain text and checks no seal. Every method is one transaction and every write
/// is on the disk before the method returns. Several processes may use one store at once.
/// Implementations are thread-safe; every method throws [StorageException] when the store can't do
/// its work, and then nothing has changed.
public interface VaultRepository {

  /// The vaults that are there, oldest first.
  List<VaultId> vaults();

  /// Keeps a new, empty vault.
  ///
  /// @return false, with nothing changed, when a vault with this id is there already
  boolean create(VaultHeader header);

  Optional<VaultHeader> header(VaultId id);

  /// The MAC of a vault's header, which every change makes another: the cheapest look at whether
  /// there was one. Callers may share a look, but nobody is answered by one that began before they
  /// asked.
  default Optional<SealedBytes> headerMac(VaultId id) {
    return header(id).map(VaultHeader::mac);
  }

  /// The header and all summaries as of one instant, in no particular order.
  Optional<VaultSnapshot> snapshot(VaultId id);

  /// One sealed field, where it was ever written.
  Optional<SealedBytes> field(VaultId vault, EntryId entry, EntryField field);

  /// Walks over every entry with all of its fields as of one instant, one at a time in memory.
  ///
  /// @param visitor reads this store at most; it must not write to it
  void forEachEntry(VaultId vault, BiConsumer<SealedEntry, Map<EntryField, SealedBytes>> visitor);

  /// Stores one change, if the vault is still at the revision that the change builds on.
  ///
  /// Of several commits that build on one revision, exactly one succeeds.
  ///
  /// An entry to delete that is not there is no failure.
  ///
  /// @return false, with nothing changed, when the vault's revision is not the new header's minus
  ///   one
  /// @throws IllegalArgumentException with nothing changed, when a write is of an entry that is not
  ///   there and does not bring both summary and secret
  boolean commit(VaultCommit commit);

  /// Seals a whole vault anew: replaces the header and all fields of every entry; revisions of
  /// fields stay. Others read the state before until it is done, and their changes wait.
  ///
  /// @return false, with nothing changed, when there is no such vault
  boolean reseal(VaultId vault, Resealing resealing);

  /// Failures to unlock since the last success.
  UnlockFailures unlockFailures(VaultId vault);

  /// Counts one more failure, at `when`, kept to the millisecond. Two at once count as two; of a
  /// vault that is not there nothing is counted.
  void recordUnlockFailure(VaultId vault, Instant when);

  /// Forgets the failures.
  void clearUnlockFailures(VaultId vault);
}
