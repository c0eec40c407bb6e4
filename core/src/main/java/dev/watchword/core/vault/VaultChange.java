package dev.watchword.core.vault;

import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.seal.Sealer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gathers what one commit writes: seals fields, moves revisions on, keeps the manifest right.
final class VaultChange {

  private static final long MAX_SEALS = 1L << 32;

  private final VaultState before;
  private final Sealer sealer;
  private final HeaderMac headerMac;
  private final Manifest manifest;
  private final Map<EntryId, VaultState.Stored> written = new LinkedHashMap<>();
  private final Map<EntryId, Map<EntryField, SealedBytes>> fields = new LinkedHashMap<>();
  private final List<EntryId> deletes = new ArrayList<>();
  private List<KeySlot> slots;
  private long seals;
  private boolean slotsChanged;

  VaultChange(VaultState before, VaultKeys keys) {
    this.before = before;
    this.sealer = keys.sealer();
    this.headerMac = keys.headerMac();
    this.manifest = before.manifest();
    this.slots = before.header().slots();
  }

  /// The entry as this change leaves it.
  ///
  /// @throws NoSuchEntryException when there is none, or it is damaged
  Entry entry(EntryId id) {
    return stored(id).entry();
  }

  FieldRevisions revisions(EntryId id) {
    return stored(id).revisions();
  }

  private VaultState.Stored stored(EntryId id) {
    VaultState.Stored stored = written.getOrDefault(id, before.find(id));
    if (stored == null || deletes.contains(id)) {
      throw new NoSuchEntryException(id);
    }
    return stored;
  }

  void create(Entry entry, byte[] secret) {
    FieldRevisions first = new FieldRevisions(1, 1, 0, 0);
    manifest.add(entry.id(), first);
    written.put(entry.id(), new VaultState.Stored(first, entry));
    put(entry.id(), EntryField.SECRET, 1, secret);
    putSummary(entry, 1);
  }

  /// Writes the summary of an entry that is there.
  void update(Entry entry) {
    VaultState.Stored stored = stored(entry.id());
    if (stored.entry().held() != entry.held()) {
      throw new IllegalArgumentException("tags: " + Entry.HELD_TAG + " is reserved");
    }
    FieldRevisions next = advance(entry.id(), stored, EntryField.SUMMARY, entry);
    putSummary(entry, next.summary());
  }

  /// Writes one of the other fields of an entry that is there.
  void update(EntryId id, EntryField field, byte[] plaintext) {
    VaultState.Stored stored = stored(id);
    FieldRevisions next = advance(id, stored, field, stored.entry());
    put(id, field, next.of(field), plaintext);
  }

  private FieldRevisions advance(
      EntryId id, VaultState.Stored stored, EntryField field, Entry entry) {
    // within one change a field is written once, or at once more with the revision it has reached
    FieldRevisions next =
        fields.getOrDefault(id, Map.of()).containsKey(field)
            ? stored.revisions()
            : stored.revisions().next(field);
    manifest.remove(id, stored.revisions());
    manifest.add(id, next);
    written.put(id, new VaultState.Stored(next, entry));
    return next;
  }

  void delete(EntryId id) {
    VaultState.Stored stored = stored(id);
    manifest.remove(id, stored.revisions());
    deletes.add(id);
    written.remove(id);
    fields.remove(id);
  }

  void slots(List<KeySlot> others) {
    slots = List.copyOf(others);
    slotsChanged = true;
  }

  List<KeySlot> slots() {
    return slots;
  }

  boolean isEmpty() {
    return written.isEmpty() && deletes.isEmpty() && !slotsChanged;
  }

  private void putSummary(Entry entry, long revision) {
    put(entry.id(), EntryField.SUMMARY, revision, EntryCodec.summary(entry));
  }

  /// Seals and wipes `plaintext`.
  private void put(EntryId id, EntryField field, long revision, byte[] plaintext) {
    fields
        .computeIfAbsent(id, i -> new EnumMap<>(EntryField.class))
        .put(
            field, sealer.seal(Addresses.of(before.header().id(), id, field, revision), plaintext));
    Arrays.fill(plaintext, (byte) 0);
    seals++;
  }

  VaultCommit toCommit() {
    VaultHeader old = before.header();
    long revision = old.revision() + 1;
    long sealCount = old.sealCount() + seals + 1;
    if (sealCount >= MAX_SEALS) {
      throw new KeyExhaustedException();
    }
    VaultHeader next =
        headerMac.sign(
            new VaultHeader(
                old.id(),
                old.format(),
                old.createdAt(),
                old.keyVersion(),
                revision,
                sealCount,
                slots,
                old.verifierRoot(),
                manifest.seal(sealer, old.id(), revision),
                old.mac()));
    List<EntryWrite> writes = new ArrayList<>();
    fields.forEach((id, sealed) -> writes.add(new EntryWrite(id, revisions(id), sealed)));
    return new VaultCommit(next, writes, deletes);
  }

  /// Brings the state up to what was committed.
  void applyTo(VaultState state, VaultHeader committed) {
    state.apply(committed, manifest, written, deletes);
  }
}
