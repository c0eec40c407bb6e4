package dev.watchword.core.vault;

import dev.watchword.core.seal.SealedBytes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/// A vault store that forgets everything with its process: the fake that tests use, held to the
/// same contract as the real ones. Thread-safe.
public final class InMemoryVaultRepository implements VaultRepository {

  private record Row(FieldRevisions revisions, Map<EntryField, SealedBytes> fields) {}

  private record Stored(VaultHeader header, Map<EntryId, Row> rows, UnlockFailures failures) {}

  private final Map<VaultId, Stored> stored;

  public InMemoryVaultRepository() {
    this(new HashMap<>());
  }

  private InMemoryVaultRepository(Map<VaultId, Stored> stored) {
    this.stored = stored;
  }

  /// Another repository on what this one keeps, as another process would have it.
  public InMemoryVaultRepository reopened() {
    return new InMemoryVaultRepository(stored);
  }

  @Override
  public List<VaultId> vaults() {
    synchronized (stored) {
      return stored.values().stream()
          .map(Stored::header)
          .sorted(Comparator.comparing(VaultHeader::createdAt))
          .map(VaultHeader::id)
          .toList();
    }
  }

  @Override
  public boolean create(VaultHeader header) {
    synchronized (stored) {
      Stored fresh = new Stored(header, Map.of(), UnlockFailures.NONE);
      return stored.putIfAbsent(header.id(), fresh) == null;
    }
  }

  @Override
  public Optional<VaultHeader> header(VaultId id) {
    return find(id).map(Stored::header);
  }

  @Override
  public Optional<VaultSnapshot> snapshot(VaultId id) {
    return find(id)
        .map(vault -> {
          List<SealedEntry> entries = new ArrayList<>(vault.rows().size());
          vault.rows().forEach((entry, row) -> entries.add(sealed(entry, row)));
          return new VaultSnapshot(vault.header(), entries);
        });
  }

  @Override
  public Optional<SealedBytes> field(VaultId vault, EntryId entry, EntryField field) {
    return find(vault)
        .flatMap(found -> Optional.ofNullable(found.rows().get(entry)))
        .flatMap(row -> Optional.ofNullable(row.fields().get(field)));
  }

  @Override
  public void forEachEntry(
      VaultId vault, BiConsumer<SealedEntry, Map<EntryField, SealedBytes>> visitor) {
    find(vault)
        .ifPresent(found ->
            found.rows().forEach((entry, row) -> visitor.accept(sealed(entry, row), row.fields())));
  }

  @Override
  public boolean commit(VaultCommit commit) {
    synchronized (stored) {
      VaultHeader next = commit.header();
      Stored before = stored.get(next.id());
      if (before == null || before.header().revision() != next.revision() - 1) {
        return false;
      }
      Map<EntryId, Row> rows = new HashMap<>(before.rows());
      commit.deletes().forEach(rows::remove);
      commit.writes().forEach(write -> rows.put(write.id(), written(write, rows)));
      stored.put(next.id(), new Stored(next, rows, before.failures()));
      return true;
    }
  }

  @Override
  public boolean reseal(VaultId vault, Resealing resealing) {
    synchronized (stored) {
      Stored before = stored.get(vault);
      if (before == null) {
        return false;
      }
      VaultHeader next = resealing.header(snapshot(vault).orElseThrow());
      if (next.revision() != before.header().revision() + 1) {
        throw new IllegalArgumentException("header: its revision is to be one more");
      }
      Map<EntryId, Row> rows = new HashMap<>();
      before
          .rows()
          .forEach((id, row) ->
              rows.put(
                  id,
                  new Row(
                      row.revisions(),
                      Map.copyOf(resealing.fields(sealed(id, row), row.fields())))));
      stored.put(vault, new Stored(next, rows, before.failures()));
      return true;
    }
  }

  @Override
  public UnlockFailures unlockFailures(VaultId vault) {
    return find(vault).map(Stored::failures).orElse(UnlockFailures.NONE);
  }

  @Override
  public void recordUnlockFailure(VaultId vault, Instant when) {
    synchronized (stored) {
      stored.computeIfPresent(
          vault,
          (id, old) ->
              new Stored(
                  old.header(),
                  old.rows(),
                  new UnlockFailures(
                      old.failures().count() + 1, when.truncatedTo(ChronoUnit.MILLIS))));
    }
  }

  @Override
  public void clearUnlockFailures(VaultId vault) {
    synchronized (stored) {
      stored.computeIfPresent(
          vault, (id, old) -> new Stored(old.header(), old.rows(), UnlockFailures.NONE));
    }
  }

  private Optional<Stored> find(VaultId id) {
    synchronized (stored) {
      return Optional.ofNullable(stored.get(id));
    }
  }

  private static Row written(EntryWrite write, Map<EntryId, Row> rows) {
    Map<EntryField, SealedBytes> fields = new HashMap<>();
    Row old = rows.get(write.id());
    if (old != null) {
      fields.putAll(old.fields());
    }
    fields.putAll(write.fields());
    if (!fields.containsKey(EntryField.SUMMARY) || !fields.containsKey(EntryField.SECRET)) {
      throw new IllegalArgumentException(
          "writes: %s is a new entry, and comes without summary or secret".formatted(write.id()));
    }
    return new Row(write.revisions(), Map.copyOf(fields));
  }

  private static SealedEntry sealed(EntryId id, Row row) {
    SealedBytes summary = Objects.requireNonNull(row.fields().get(EntryField.SUMMARY));
    return new SealedEntry(id, row.revisions(), summary);
  }
}
