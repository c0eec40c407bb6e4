package dev.watchword.core.vault;

import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.seal.TamperingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// Opens what many entries of a stored vault have sealed: lends their secrets, one at a time, or
/// looks whether all of it opens. Keeps sealed secrets at hand that were opened before. Not
/// thread-safe.
final class SecretWalk {

  private static final int MAX_CHECKS = 10;

  /// Up to so many secrets are fetched one by one, however small the vault is.
  private static final int FEW = 64;

  /// Sealed secrets that are kept at hand, some 200 bytes each.
  private static final int MOST_AT_HAND = 10_000;

  private final StoredVault vault;
  private final VaultRepository repository;
  private final Map<EntryId, SealedSecret> atHand = new HashMap<>();

  /// A secret as it is in the store. Only the key opens it, and only under this revision.
  private record SealedSecret(long revision, SealedBytes sealed) {}

  SecretWalk(StoredVault vault, VaultRepository repository) {
    this.vault = vault;
    this.repository = repository;
  }

  /// Lets go what is at hand.
  void forget() {
    atHand.clear();
  }

  /// Opens the secret of every entry that is there now and lends its plain text, wiped afterwards.
  /// One that another process writes meanwhile, or gives another key, is lent as it is then.
  ///
  /// @throws TamperingException when one was changed outside of Watchword
  void lendAll(BiConsumer<Entry, byte[]> visitor) {
    VaultState now = vault.current();
    List<EntryId> late = new ArrayList<>();
    repository.forEachEntry(
        vault.id(),
        (sealed, fields) -> {
          VaultState.Stored stored = now.find(sealed.id());
          if (stored == null) {
            return; // damaged, or new since
          }
          if (!lend(stored.entry(), opened(sealed, fields), visitor)) {
            late.add(sealed.id());
          }
        });
    for (EntryId id : late) {
      if (vault.current().find(id) != null) {
        lend(vault.entry(id), vault.open(id, EntryField.SECRET), visitor);
      }
    }
  }

  /// As above, of these entries alone, and without those whose secret does not open: where they are
  /// many by a walk over the store, else one by one.
  ///
  /// @param now as it is at present
  /// @param ids of entries that are there
  void lend(VaultState now, List<EntryId> ids, BiConsumer<Entry, byte[]> visitor) {
    if (ids.size() > FEW && ids.size() > now.all().size() / 8) {
      Set<EntryId> wanted = new HashSet<>(ids);
      Set<EntryId> seen = HashSet.newHashSet(ids.size());
      repository.forEachEntry(
          vault.id(),
          (sealed, fields) -> {
            VaultState.Stored stored = now.find(sealed.id());
            if (stored != null
                && wanted.contains(sealed.id())
                && lend(stored.entry(), opened(sealed, fields), visitor)) {
              seen.add(sealed.id());
            }
          });
      ids.stream().filter(id -> !seen.contains(id)).forEach(id -> lendAlone(id, visitor));
    } else {
      ids.forEach(id -> {
        VaultState.Stored stored = now.find(id);
        if (stored == null || !lend(stored.entry(), opened(stored), visitor)) {
          lendAlone(id, visitor);
        }
      });
    }
  }

  private Optional<byte[]> opened(SealedEntry sealed, Map<EntryField, SealedBytes> fields) {
    try {
      return Optional.of(open(sealed, fields, EntryField.SECRET));
    } catch (TamperingException e) {
      return Optional.empty();
    }
  }

  /// The secret as the state in memory has it, without a look at whether that is the latest.
  private Optional<byte[]> opened(VaultState.Stored stored) {
    EntryId id = stored.entry().id();
    long revision = stored.revisions().of(EntryField.SECRET);
    SealedSecret known = atHand.get(id);
    Optional<SealedBytes> sealed =
        known != null && known.revision == revision
            ? Optional.of(known.sealed)
            : repository.field(vault.id(), id, EntryField.SECRET);
    var address = Addresses.of(vault.id(), id, EntryField.SECRET, revision);
    try {
      Optional<byte[]> plaintext =
          sealed.map(envelope -> vault.keys().sealer().open(address, envelope));
      sealed.ifPresent(envelope -> keepAtHand(id, new SealedSecret(revision, envelope)));
      return plaintext;
    } catch (TamperingException e) {
      return Optional.empty();
    }
  }

  /// @param secret opened by now
  private void keepAtHand(EntryId id, SealedSecret secret) {
    if (atHand.size() >= MOST_AT_HAND) {
      atHand.clear();
    }
    atHand.put(id, secret);
  }

  /// What did not open may have been written since, by another process.
  private void lendAlone(EntryId id, BiConsumer<Entry, byte[]> visitor) {
    try {
      lend(vault.entry(id), vault.open(id, EntryField.SECRET), visitor);
    } catch (NoSuchEntryException | TamperingException e) {
      // left out
    }
  }

  private static boolean lend(
      Entry entry, Optional<byte[]> plaintext, BiConsumer<Entry, byte[]> visitor) {
    if (plaintext.isEmpty()) {
      return false;
    }
    try {
      visitor.accept(entry, plaintext.get());
      return true;
    } finally {
      Arrays.fill(plaintext.get(), (byte) 0);
    }
  }

  private byte[] open(SealedEntry sealed, Map<EntryField, SealedBytes> fields, EntryField field) {
    SealedBytes envelope = fields.get(field);
    if (envelope == null) {
      throw StoredVault.missing(sealed.id());
    }
    var address = Addresses.of(vault.id(), sealed.id(), field, sealed.revisions().of(field));
    return vault.keys().sealer().open(address, envelope);
  }

  /// Opens every field of every entry and says what does not open. Where another process wrote
  /// meanwhile, what does not open is no finding, and all is done again.
  VaultCheck check() {
    for (int times = 1; ; times++) {
      VaultState now = vault.current();
      VaultCheck found = check(now);
      if (found.problems().isEmpty()
          || times == MAX_CHECKS
          || vault.current().header().revision() == now.header().revision()) {
        return found;
      }
    }
  }

  private VaultCheck check(VaultState now) {
    List<String> problems = new ArrayList<>();
    int[] count = {0};
    repository.forEachEntry(
        vault.id(),
        (sealed, fields) -> {
          count[0]++;
          for (EntryField field : fields.keySet()) {
            try {
              Arrays.fill(open(sealed, fields, field), (byte) 0);
            } catch (TamperingException e) {
              problems.add(
                  "entry %s: its %s does not open".formatted(sealed.id(), field.fieldName()));
            }
          }
        });
    return new VaultCheck(count[0], now.header().sealCount(), problems);
  }
}
