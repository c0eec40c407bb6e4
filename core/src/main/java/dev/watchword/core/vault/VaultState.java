package dev.watchword.core.vault;

import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An open vault's summaries in memory, as of one revision. Not thread-safe.
final class VaultState {

  /// @param revisions how often each field was written
  /// @param entry the opened summary
  record Stored(FieldRevisions revisions, Entry entry) {}

  private VaultHeader header;
  private final Manifest manifest;
  private final Map<EntryId, Stored> entries;
  private final List<EntryId> damaged;
  private boolean withHeld;
  private @Nullable List<Entry> inUse;
  private @Nullable List<Entry> trash;

  private VaultState(
      VaultHeader header, Manifest manifest, Map<EntryId, Stored> entries, List<EntryId> damaged) {
    this.header = header;
    this.manifest = manifest;
    this.entries = entries;
    this.damaged = damaged;
  }

  /// Opens every summary of a snapshot and holds the whole against the manifest.
  ///
  /// A summary that does not open makes that one entry damaged, so that one bad row does not lock
  /// up the rest.
  ///
  /// @throws TamperingException when the header or the set of entries is not what we wrote
  static VaultState open(VaultSnapshot snapshot, VaultKeys keys) {
    VaultKey key = keys.key();
    VaultHeader header = snapshot.header();
    if (header.keyVersion() != key.version()) {
      throw new VaultKeyChangedException();
    }
    keys.headerMac().check(header);
    SummaryReading.Part all =
        new SummaryReading(header.id(), key, keys.sealer()).read(snapshot.entries());
    Map<EntryId, Stored> entries = HashMap.newHashMap(snapshot.entries().size());
    all.entries().forEach(stored -> entries.put(stored.entry().id(), stored));
    all.manifest().check(keys.sealer(), header);
    return new VaultState(header, all.manifest(), entries, all.damaged());
  }

  VaultHeader header() {
    return header;
  }

  Manifest manifest() {
    return manifest.copy();
  }

  List<EntryId> damaged() {
    return List.copyOf(damaged);
  }

  /// Whether [#find] finds entries that are held for a customer.
  VaultState withHeld(boolean yes) {
    withHeld = yes;
    return this;
  }

  @Nullable Stored find(EntryId id) {
    Stored stored = entries.get(id);
    return stored == null || (stored.entry().held() && !withHeld) ? null : stored;
  }

  Collection<Stored> all() {
    return entries.values();
  }

  /// The entries in use, or those in the trash: pinned first, then by issuer and account without
  /// case. Sorted once, until something is written.
  List<Entry> inOrder(boolean trashed) {
    List<Entry> known = trashed ? trash : inUse;
    if (known == null) {
      known =
          DisplayOrder.sorted(
              entries.values().stream()
                  .map(Stored::entry)
                  .filter(entry -> entry.trashed() == trashed && !entry.held())
                  .toList());
      if (trashed) {
        trash = known;
      } else {
        inUse = known;
      }
    }
    return known;
  }

  /// Takes over what a commit wrote.
  void apply(VaultHeader next, Manifest sum, Map<EntryId, Stored> written, List<EntryId> deletes) {
    header = next;
    manifest.become(sum);
    entries.putAll(written);
    deletes.forEach(entries::remove);
    damaged.removeAll(deletes);
    inUse = null;
    trash = null;
  }
}
