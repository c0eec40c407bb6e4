package dev.watchword.core.vault;

import static dev.watchword.core.vault.SealedSamples.change;
import static dev.watchword.core.vault.SealedSamples.commit;
import static dev.watchword.core.vault.SealedSamples.entry;
import static dev.watchword.core.vault.SealedSamples.header;
import static dev.watchword.core.vault.SealedSamples.keySlot;
import static dev.watchword.core.vault.SealedSamples.newEntry;
import static dev.watchword.core.vault.SealedSamples.passphraseSlot;
import static dev.watchword.core.vault.SealedSamples.sealed;
import static dev.watchword.core.vault.SealedSamples.vault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.seal.TamperingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every [VaultRepository] does.
public interface VaultRepositoryContract {

  /// The store under test; empty when a test begins.
  VaultRepository repository();

  /// The same store, opened once more as another process would open it.
  VaultRepository reopened();

  @Test
  default void knowsNothingOfAVaultThatIsNotThere() {
    VaultRepository store = repository();

    assertThat(store.vaults()).isEmpty();
    assertThat(store.header(vault(1))).isEmpty();
    assertThat(store.headerMac(vault(1))).isEmpty();
    assertThat(store.snapshot(vault(1))).isEmpty();
    assertThat(store.field(vault(1), entry(1), EntryField.SUMMARY)).isEmpty();
    assertThat(store.unlockFailures(vault(1))).isEqualTo(UnlockFailures.NONE);
    assertThat(store.commit(commit(vault(1), 2))).isFalse();
    assertThat(store.vaults()).isEmpty();
  }

  @Test
  default void createsAVaultOnce() {
    VaultRepository store = repository();

    assertThat(store.create(header(vault(1), 1))).isTrue();
    assertThat(store.create(header(vault(1), 7))).isFalse();

    assertThat(store.header(vault(1))).contains(header(vault(1), 1));
    assertThat(store.snapshot(vault(1))).contains(snapshot(header(vault(1), 1)));
  }

  @Test
  default void listsTheVaultsOldestFirst() {
    VaultRepository store = repository();
    store.create(header(vault(3), 1));
    store.create(header(vault(1), 1));
    store.create(header(vault(2), 1));

    assertThat(store.vaults()).containsExactly(vault(1), vault(2), vault(3));
  }

  @Test
  default void keepsEverySlotAsItIsAndInItsOrder() {
    VaultRepository store = repository();
    List<KeySlot> slots =
        List.of(
            keySlot(9, KeySlot.Kind.ROOT_KEY),
            passphraseSlot(4, "Täst 🔑 'quoted'"),
            keySlot(7, KeySlot.Kind.KEY_FILE),
            keySlot(1, KeySlot.Kind.RECOVERY_KEY),
            passphraseSlot(2, ""));
    store.create(header(vault(1), 1, slots));
    assertThat(store.header(vault(1))).contains(header(vault(1), 1, slots));

    List<KeySlot> fewer = List.of(slots.get(4), slots.get(1));
    store.commit(new VaultCommit(header(vault(1), 2, fewer), List.of(), List.of()));
    assertThat(store.header(vault(1))).contains(header(vault(1), 2, fewer));
  }

  @Test
  default void storesACommitWhole() {
    VaultRepository store = withVault();

    boolean done =
        store.commit(commit(vault(1), 2, newEntry(entry(1), "a"), newEntry(entry(2), "b")));

    assertThat(done).isTrue();
    VaultSnapshot snapshot = store.snapshot(vault(1)).orElseThrow();
    assertThat(snapshot.header()).isEqualTo(header(vault(1), 2));
    assertThat(snapshot.entries())
        .containsExactlyInAnyOrder(
            new SealedEntry(entry(1), new FieldRevisions(1, 1, 0, 0), sealed("summary a")),
            new SealedEntry(entry(2), new FieldRevisions(1, 1, 0, 0), sealed("summary b")));
    assertThat(store.field(vault(1), entry(2), EntryField.SECRET)).contains(sealed("secret b"));
    assertThat(store.field(vault(1), entry(2), EntryField.SUMMARY)).contains(sealed("summary b"));
    assertThat(store.field(vault(1), entry(2), EntryField.ICON)).isEmpty();
  }

  @Test
  default void changesNoFieldButThoseThatAWriteBrings() {
    VaultRepository store = withVault();
    store.commit(commit(vault(1), 2, newEntry(entry(1), "a"), newEntry(entry(2), "b")));

    FieldRevisions once = new FieldRevisions(1, 1, 1, 0);
    store.commit(commit(vault(1), 3, change(entry(1), once, EntryField.RECOVERY, "codes")));
    FieldRevisions twice = new FieldRevisions(2, 1, 1, 0);
    store.commit(commit(vault(1), 4, change(entry(1), twice, EntryField.SUMMARY, "renamed")));

    assertThat(fields(store, entry(1)))
        .isEqualTo(
            Map.of(
                EntryField.SUMMARY, sealed("renamed"),
                EntryField.SECRET, sealed("secret a"),
                EntryField.RECOVERY, sealed("codes")));
    assertThat(store.snapshot(vault(1)).orElseThrow().entries())
        .containsExactlyInAnyOrder(
            new SealedEntry(entry(1), twice, sealed("renamed")),
            new SealedEntry(entry(2), new FieldRevisions(1, 1, 0, 0), sealed("summary b")));
  }

  @Test
  default void forgetsEveryFieldOfAnEntryThatIsDeleted() {
    VaultRepository store = withVault();
    EntryWrite withIcon =
        new EntryWrite(
            entry(1),
            new FieldRevisions(1, 1, 0, 1),
            Map.of(
                EntryField.SUMMARY, sealed("s"),
                EntryField.SECRET, sealed("k"),
                EntryField.ICON, sealed("picture")));
    store.commit(commit(vault(1), 2, withIcon, newEntry(entry(2), "b")));

    store.commit(new VaultCommit(header(vault(1), 3), List.of(), List.of(entry(1), entry(9))));
    assertThat(ids(store)).containsExactly(entry(2));
    assertThat(store.field(vault(1), entry(1), EntryField.ICON)).isEmpty();

    store.commit(commit(vault(1), 4, newEntry(entry(1), "again")));
    assertThat(store.field(vault(1), entry(1), EntryField.ICON)).isEmpty();
  }

  @Test
  default void keepsVaultsApart() {
    VaultRepository store = withVault();
    store.create(header(vault(2), 1));
    store.commit(commit(vault(1), 2, newEntry(entry(1), "mine")));
    store.commit(commit(vault(2), 2, newEntry(entry(1), "theirs")));
    store.recordUnlockFailure(vault(2), Instant.EPOCH);

    store.commit(new VaultCommit(header(vault(2), 3), List.of(), List.of(entry(1))));

    assertThat(store.field(vault(1), entry(1), EntryField.SECRET)).contains(sealed("secret mine"));
    assertThat(store.field(vault(2), entry(1), EntryField.SECRET)).isEmpty();
    assertThat(store.unlockFailures(vault(1))).isEqualTo(UnlockFailures.NONE);
  }

  @Test
  default void refusesACommitThatBuildsOnAnotherRevision() {
    VaultRepository store = withVault();
    store.commit(commit(vault(1), 2, newEntry(entry(1), "a")));

    assertThat(store.commit(commit(vault(1), 2, newEntry(entry(2), "late")))).isFalse();
    assertThat(store.commit(commit(vault(1), 4, newEntry(entry(3), "early")))).isFalse();

    assertThat(ids(store)).containsExactly(entry(1));
    assertThat(store.header(vault(1))).contains(header(vault(1), 2));
  }

  @Test
  default void ofManyCommitsOnOneRevisionExactlyOneSucceeds() throws Exception {
    VaultRepository store = withVault();
    VaultRepository other = reopened();
    for (int round = 2; round < 22; round++) {
      List<Callable<Boolean>> tries = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        VaultRepository mine = i % 2 == 0 ? store : other;
        VaultCommit commit =
            commit(vault(1), round, newEntry(entry(round * 10 + i), "by thread " + i));
        tries.add(() -> mine.commit(commit));
      }
      assertThat(inParallel(tries)).containsOnlyOnce(true).hasSize(8);
      assertThat(store.snapshot(vault(1)).orElseThrow().entries()).hasSize(round - 1);
    }
  }

  @Test
  default void leavesNothingOfACommitThatFails() {
    VaultRepository store = withVault();
    store.commit(commit(vault(1), 2, newEntry(entry(1), "a")));
    EntryWrite toNowhere =
        change(entry(5), new FieldRevisions(1, 1, 1, 0), EntryField.RECOVERY, "codes");

    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            store.commit(
                new VaultCommit(
                    header(vault(1), 3, List.of(passphraseSlot(8, "new"))),
                    List.of(newEntry(entry(2), "b"), toNowhere),
                    List.of(entry(1)))))
        .withMessageContaining(entry(5).toString());

    assertThat(store.header(vault(1))).contains(header(vault(1), 2));
    assertThat(ids(store)).containsExactly(entry(1));
    assertThat(store.commit(commit(vault(1), 3, newEntry(entry(3), "c")))).isTrue();
  }

  @Test
  default void refusesANewEntryWithoutASecret() {
    VaultRepository store = withVault();
    EntryWrite write =
        change(entry(1), new FieldRevisions(1, 1, 0, 0), EntryField.SUMMARY, "no secret");

    assertThatIllegalArgumentException().isThrownBy(() -> store.commit(commit(vault(1), 2, write)));
    assertThat(store.header(vault(1))).contains(header(vault(1), 1));
  }

  @Test
  default void sealsEveryFieldOfEveryEntryAnewAtOnce() { // CR-09
    VaultRepository store = withVault();
    EntryWrite[] writes = new EntryWrite[450];
    for (int i = 0; i < writes.length; i++) {
      writes[i] = newEntry(entry(i + 1), "e" + i);
    }
    store.commit(commit(vault(1), 2, writes));
    FieldRevisions codes = new FieldRevisions(1, 1, 1, 0);
    store.commit(commit(vault(1), 3, change(entry(7), codes, EntryField.RECOVERY, "codes")));
    List<KeySlot> slots = List.of(keySlot(8, KeySlot.Kind.KEY_FILE));

    List<EntryId> lent = new ArrayList<>();
    VaultSnapshot[] shown = new VaultSnapshot[1];
    VaultSnapshot before = store.snapshot(vault(1)).orElseThrow();
    boolean done =
        store.reseal(
            vault(1),
            new Resealing() {
              @Override
              public VaultHeader header(VaultSnapshot snapshot) {
                shown[0] = snapshot;
                return SealedSamples.header(vault(1), 4, slots);
              }

              @Override
              public Map<EntryField, SealedBytes> fields(
                  SealedEntry entry, Map<EntryField, SealedBytes> fields) {
                lent.add(entry.id());
                return anew(fields);
              }
            });

    assertThat(shown[0].header()).isEqualTo(before.header());
    assertThat(shown[0].entries()).containsExactlyInAnyOrderElementsOf(before.entries());
    assertThat(done).isTrue();
    assertThat(lent).hasSize(450).doesNotHaveDuplicates();
    VaultSnapshot snapshot = store.snapshot(vault(1)).orElseThrow();
    assertThat(snapshot.header()).isEqualTo(header(vault(1), 4, slots));
    assertThat(snapshot.entries())
        .hasSize(450)
        .contains(
            new SealedEntry(entry(7), codes, anew(sealed("summary e6"))),
            new SealedEntry(
                entry(450), new FieldRevisions(1, 1, 0, 0), anew(sealed("summary e449"))));
    assertThat(fields(store, entry(7)))
        .isEqualTo(
            Map.of(
                EntryField.SUMMARY, anew(sealed("summary e6")),
                EntryField.SECRET, anew(sealed("secret e6")),
                EntryField.RECOVERY, anew(sealed("codes"))));
  }

  private static Map<EntryField, SealedBytes> anew(Map<EntryField, SealedBytes> fields) {
    Map<EntryField, SealedBytes> fresh = new EnumMap<>(EntryField.class);
    fields.forEach((field, sealed) -> fresh.put(field, anew(sealed)));
    return fresh;
  }

  private static SealedBytes anew(SealedBytes sealed) {
    byte[] turned = sealed.toByteArray();
    for (int i = 0; i < turned.length; i++) {
      turned[i] ^= 1;
    }
    return SealedBytes.copyOf(turned);
  }

  private static Resealing resealing(long revision, int failingAt) {
    return new Resealing() {
      private int lent;

      @Override
      public VaultHeader header(VaultSnapshot before) {
        return SealedSamples.header(
            before.header().id(), revision, List.of(keySlot(8, KeySlot.Kind.KEY_FILE)));
      }

      @Override
      public Map<EntryField, SealedBytes> fields(
          SealedEntry entry, Map<EntryField, SealedBytes> fields) {
        if (++lent == failingAt) {
          throw new TamperingException("this one does not open");
        }
        return anew(fields);
      }
    };
  }

  @Test
  default void sealsNothingAnewByAHeaderOfAnotherRevision() {
    VaultRepository store = withVault();
    store.commit(commit(vault(1), 2, newEntry(entry(1), "a")));
    VaultSnapshot before = store.snapshot(vault(1)).orElseThrow();

    for (long revision : List.of(1L, 2L, 4L)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> store.reseal(vault(1), resealing(revision, -1)));
    }
    assertThat(store.reseal(vault(2), resealing(2, -1))).isFalse();
    assertThat(store.snapshot(vault(1))).contains(before);
  }

  @Test
  default void leavesNothingOfAnewSealingThatFails() { // CR-10
    VaultRepository store = withVault();
    store.commit(commit(vault(1), 2, newEntry(entry(1), "a"), newEntry(entry(2), "b")));
    VaultSnapshot before = store.snapshot(vault(1)).orElseThrow();

    assertThatThrownBy(() -> store.reseal(vault(1), resealing(3, 2)))
        .isInstanceOf(TamperingException.class);

    assertThat(store.snapshot(vault(1))).contains(before);
    assertThat(fields(store, entry(1))).containsValue(sealed("secret a"));
  }

  @Test
  default void tellsTheSameWhenItIsOpenedAgain() {
    VaultRepository store = withVault();
    store.commit(commit(vault(1), 2, newEntry(entry(1), "a"), newEntry(entry(2), "b")));
    store.recordUnlockFailure(vault(1), Instant.parse("2026-11-24T10:00:00.123Z"));

    VaultRepository again = reopened();

    assertThat(again.vaults()).containsExactly(vault(1));
    assertThat(again.header(vault(1))).isEqualTo(store.header(vault(1)));
    assertThat(again.snapshot(vault(1)).orElseThrow().entries())
        .containsExactlyInAnyOrderElementsOf(store.snapshot(vault(1)).orElseThrow().entries());
    assertThat(again.field(vault(1), entry(1), EntryField.SECRET)).contains(sealed("secret a"));
    assertThat(again.unlockFailures(vault(1)))
        .isEqualTo(new UnlockFailures(1, Instant.parse("2026-11-24T10:00:00.123Z")));
  }

  @Test
  default void walksOverEveryEntryWithAllOfItsFields() {
    VaultRepository store = withVault();
    EntryWrite bare = newEntry(entry(1), "a");
    EntryWrite full =
        new EntryWrite(
            entry(2),
            new FieldRevisions(3, 2, 5, 1),
            Map.of(
                EntryField.SUMMARY, sealed("summary b"),
                EntryField.SECRET, sealed("secret b"),
                EntryField.RECOVERY, sealed("codes b"),
                EntryField.ICON, sealed("icon b".repeat(20_000))));
    store.commit(commit(vault(1), 2, bare, full));

    Map<SealedEntry, Map<EntryField, SealedBytes>> seen = new HashMap<>();
    store.forEachEntry(vault(1), seen::put);
    store.forEachEntry(vault(2), (entry, fields) -> assertThat(entry).isNull());

    assertThat(seen)
        .isEqualTo(
            Map.of(
                new SealedEntry(entry(1), bare.revisions(), sealed("summary a")), bare.fields(),
                new SealedEntry(entry(2), full.revisions(), sealed("summary b")), full.fields()));
  }

  @Test
  default void snapshotsShowOneInstantWhileOthersWrite() throws Exception {
    VaultRepository store = withVault();
    store.commit(commit(vault(1), 2, newEntry(entry(1), "2"), newEntry(entry(2), "2")));
    int last = 60;
    Callable<Boolean> writer =
        () -> {
          for (int revision = 3; revision <= last; revision++) {
            String text = "summary " + revision;
            FieldRevisions revisions = new FieldRevisions(revision - 1, 1, 0, 0);
            store.commit(
                commit(
                    vault(1),
                    revision,
                    change(entry(1), revisions, EntryField.SUMMARY, text),
                    change(entry(2), revisions, EntryField.SUMMARY, text)));
          }
          return true;
        };
    VaultRepository other = reopened();
    Callable<Boolean> reader =
        () -> {
          long revision = 0;
          while (revision < last) {
            VaultSnapshot snapshot = other.snapshot(vault(1)).orElseThrow();
            revision = snapshot.header().revision();
            assertThat(snapshot.header()).isEqualTo(header(vault(1), revision));
            assertThat(snapshot.entries())
                .extracting(SealedEntry::summary)
                .containsExactly(sealed("summary " + revision), sealed("summary " + revision));
            List<SealedBytes> walked = new ArrayList<>();
            other.forEachEntry(
                vault(1), (entry, fields) -> walked.add(fields.get(EntryField.SUMMARY)));
            assertThat(walked).hasSize(2).containsOnly(walked.getFirst());
          }
          return true;
        };

    assertThat(inParallel(List.of(writer, reader))).containsOnly(true);
  }

  @Test
  default void whoeverLooksAfterAChangeSeesIt() throws Exception {
    VaultRepository store = withVault();
    int last = 60;
    AtomicLong committed = new AtomicLong(1);
    Callable<Boolean> writer =
        () -> {
          for (int revision = 2; revision <= last; revision++) {
            store.commit(commit(vault(1), revision));
            committed.set(revision);
          }
          return true;
        };
    Callable<Boolean> reader =
        () -> {
          List<SealedBytes> macs =
              LongStream.rangeClosed(1, last).mapToObj(i -> header(vault(1), i).mac()).toList();
          for (long before = 1; before < last; before = committed.get()) {
            SealedBytes seen = store.headerMac(vault(1)).orElseThrow();
            assertThat(macs.indexOf(seen) + 1L).isGreaterThanOrEqualTo(before);
          }
          return true;
        };

    assertThat(inParallel(List.of(writer, reader, reader, reader, reader))).containsOnly(true);
    assertThat(reopened().headerMac(vault(1))).contains(header(vault(1), last).mac());
    assertThat(store.headerMac(vault(2))).isEmpty();
  }

  @Test
  default void countsEveryFailureToUnlock() throws Exception {
    VaultRepository store = withVault();
    VaultRepository other = reopened();
    Instant first = Instant.parse("2026-11-24T10:00:00.250Z");
    List<Callable<Boolean>> tries = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      VaultRepository mine = i % 2 == 0 ? store : other;
      tries.add(() -> {
        mine.recordUnlockFailure(vault(1), first);
        return true;
      });
    }
    inParallel(tries);

    assertThat(store.unlockFailures(vault(1))).isEqualTo(new UnlockFailures(24, first));

    store.recordUnlockFailure(vault(1), first.plusSeconds(9));
    assertThat(other.unlockFailures(vault(1)))
        .isEqualTo(new UnlockFailures(25, first.plusSeconds(9)));

    store.clearUnlockFailures(vault(1));
    assertThat(other.unlockFailures(vault(1))).isEqualTo(UnlockFailures.NONE);
  }

  @Test
  default void failuresToUnlockAreNoChangeOfTheVault() {
    VaultRepository store = withVault();
    store.recordUnlockFailure(vault(1), Instant.EPOCH);
    store.recordUnlockFailure(vault(8), Instant.EPOCH);
    store.clearUnlockFailures(vault(8));

    assertThat(store.header(vault(1))).contains(header(vault(1), 1));
    assertThat(store.commit(commit(vault(1), 2))).isTrue();
    assertThat(store.unlockFailures(vault(1)).count()).isEqualTo(1);
    assertThat(store.vaults()).containsExactly(vault(1));
  }

  private VaultRepository withVault() {
    VaultRepository store = repository();
    assertThat(store.create(header(vault(1), 1))).isTrue();
    return store;
  }

  private static VaultSnapshot snapshot(VaultHeader header) {
    return new VaultSnapshot(header, List.of());
  }

  private static List<EntryId> ids(VaultRepository store) {
    return store.snapshot(vault(1)).orElseThrow().entries().stream().map(SealedEntry::id).toList();
  }

  private static Map<EntryField, SealedBytes> fields(VaultRepository store, EntryId id) {
    Map<EntryField, SealedBytes> fields = new HashMap<>();
    for (EntryField field : EntryField.values()) {
      store.field(vault(1), id, field).ifPresent(sealed -> fields.put(field, sealed));
    }
    return fields;
  }

  private static <T> List<T> inParallel(List<Callable<T>> tasks) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      for (Future<T> each : threads.invokeAll(tasks)) {
        results.add(each.get());
      }
    }
    return results;
  }
}
