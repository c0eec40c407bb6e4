package dev.watchword.core.vault;

import dev.watchword.core.seal.SealAddress;
import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/// Gives a vault another key: what the header becomes, and each sealed field. Not thread-safe.
final class Rotation implements Resealing {

  private final VaultId vault;
  private final VaultKeys old;
  private final VaultKeys next;
  private final long oldest;
  private final List<KeySlot> slots;
  private final IntConsumer progress;
  private int done;

  /// @param oldest the revision that the vault has at the least
  /// @param slots wrap the next key
  Rotation(
      VaultId vault,
      VaultKeys old,
      VaultKeys next,
      long oldest,
      List<KeySlot> slots,
      IntConsumer progress) {
    this.vault = vault;
    this.old = old;
    this.next = next;
    this.oldest = oldest;
    this.slots = slots;
    this.progress = progress;
  }

  /// @throws TamperingException when an entry does not open: what can't be read can't be sealed
  ///   anew
  @Override
  public VaultHeader header(VaultSnapshot snapshot) {
    if (snapshot.header().revision() < oldest) {
      throw StoredVault.replaced();
    }
    VaultState before = VaultState.open(snapshot, old);
    if (!before.damaged().isEmpty()) {
      throw new TamperingException(
          "%d entries of this vault do not open; `check` names them"
              .formatted(before.damaged().size()));
    }
    Manifest manifest = Manifest.empty(next.key());
    long seals = 2; // the manifest and the verifier's root
    for (VaultState.Stored stored : before.all()) {
      manifest.add(stored.entry().id(), stored.revisions());
      for (EntryField field : EntryField.values()) {
        seals += stored.revisions().of(field) > 0 ? 1 : 0;
      }
    }
    return next.headerMac().sign(header(snapshot.header(), manifest, seals));
  }

  private VaultHeader header(VaultHeader before, Manifest manifest, long seals) {
    long revision = before.revision() + 1;
    try (VaultKey root = VerifierRoot.of(before, old)) {
      return new VaultHeader(
          before.id(),
          before.format(),
          before.createdAt(),
          next.key().version(),
          revision,
          seals,
          slots,
          Optional.of(VerifierRoot.seal(root, before.id(), next.sealer())),
          manifest.seal(next.sealer(), before.id(), revision),
          before.mac());
    }
  }

  /// @throws TamperingException when a field does not open
  @Override
  public Map<EntryField, SealedBytes> fields(
      SealedEntry entry, Map<EntryField, SealedBytes> fields) {
    Map<EntryField, SealedBytes> fresh = new EnumMap<>(EntryField.class);
    for (EntryField field : EntryField.values()) {
      long revision = entry.revisions().of(field);
      if (revision == 0) {
        continue;
      }
      SealedBytes envelope = fields.get(field);
      if (envelope == null) {
        throw StoredVault.missing(entry.id());
      }
      SealAddress address = Addresses.of(vault, entry.id(), field, revision);
      byte[] plaintext = old.sealer().open(address, envelope);
      fresh.put(field, next.sealer().seal(address, plaintext));
      Arrays.fill(plaintext, (byte) 0);
    }
    progress.accept(++done);
    return fresh;
  }
}
