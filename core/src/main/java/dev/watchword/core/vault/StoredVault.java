package dev.watchword.core.vault;

import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An open vault in its store: keeps the summaries in memory in step with what other processes
/// write there, opens fields, and commits changes. Not thread-safe.
final class StoredVault {

  private static final int MAX_TRIES = 1000;
  private static final int MAX_CHECKS = 10;

  /// Up to so many secrets are fetched one by one, however small the vault is.
  private static final int FEW = 64;

  /// Sealed secrets that are kept at hand, some 200 bytes each.
  private static final int MOST_AT_HAND = 10_000;

  private final VaultRepository repository;
  private final SecureRandom random;
  private final VaultId id;
  private final Map<EntryId, SealedSecret> atHand = new HashMap<>();
  private volatile @Nullable VaultKeys keys;
  private @Nullable VaultState state;
  private Consumer<VaultVersion> atClose = version -> {};
  private Function<VaultHeader, Optional<VaultKey>> nextKey = header -> Optional.empty();
  private boolean withHeld;
  private boolean undone;
  private long undoneTo;

  /// A secret as it is in the store. Only the key opens it, and only under this revision.
  private record SealedSecret(long revision, SealedBytes sealed) {}

  /// @param key now this vault's to wipe
  StoredVault(
      VaultRepository repository, VaultKey key, VaultSnapshot snapshot, SecureRandom random) {
    this.repository = repository;
    this.random = random;
    VaultKeys fresh = VaultKeys.of(key, random);
    this.id = snapshot.header().id();
    this.keys = fresh;
    this.state = VaultState.open(snapshot, fresh);
  }

  VaultId id() {
    return id;
  }

  /// @throws VaultLockedException when the key is wiped
  private VaultKeys keys() {
    VaultKeys known = keys;
    if (known == null) {
      throw new VaultLockedException();
    }
    return known;
  }

  /// @throws VaultLockedException when the key is wiped
  VaultKey key() {
    return keys().key();
  }

  /// What is known of the vault, without a look at whether that is the latest.
  private VaultState state() {
    if (state == null) {
      throw new VaultLockedException();
    }
    return state;
  }

  /// The root of the verifier's keys, the caller's to close; the same for the life of the vault.
  VaultKey verifierRoot() {
    return VerifierRoot.of(current().header(), keys());
  }

  /// The state as the store has it now.
  ///
  /// @throws VaultLockedException when the key is wiped
  /// @throws VaultKeyChangedException when another process gave the vault another key, and that is
  ///   not to be had here; it is locked then
  VaultState current() {
    VaultState known = state();
    VaultKeys open = keys();
    long oldest = undone ? undoneTo : known.header().revision();
    VaultHeader stored =
        repository.header(id()).orElseThrow(() -> new StorageException("The vault is gone."));
    if (!stored.mac().equals(known.header().mac())) {
      VaultSnapshot snapshot =
          repository.snapshot(id()).orElseThrow(() -> new StorageException("The vault is gone."));
      if (snapshot.header().revision() < oldest) {
        throw replaced();
      }
      known =
          snapshot.header().keyVersion() == open.key().version()
              ? VaultState.open(snapshot, open)
              : follow(snapshot, open.key());
      become(known);
    }
    undone = false;
    return known.withHeld(withHeld);
  }

  /// Goes over to the key that another process gave the vault, or closes it: also where something
  /// goes wrong, and before a key that is older than ours, which somebody put back.
  private VaultState follow(VaultSnapshot snapshot, VaultKey ours) {
    Optional<VaultKey> next = Optional.empty();
    boolean done = false;
    try {
      if (snapshot.header().keyVersion() > ours.version()) {
        next = nextKey.apply(snapshot.header());
      }
      VaultKeys fresh = VaultKeys.of(next.orElseThrow(VaultKeyChangedException::new), random);
      VaultState opened = VaultState.open(snapshot, fresh);
      keys = fresh;
      ours.close();
      done = true;
      return opened;
    } finally {
      if (!done) {
        next.ifPresent(VaultKey::close);
        close();
      }
    }
  }

  /// What [#current(SealedBytes)] wants to know. Unlike all else here this is thread-safe, so that
  /// those who ask at once share a look.
  Optional<SealedBytes> look() {
    return repository.headerMac(id());
  }

  /// The state as the store had it at a look, or has it now.
  ///
  /// @param seen by [#look]
  VaultState current(Optional<SealedBytes> seen) {
    VaultState known = state();
    keys();
    boolean same = !undone && seen.isPresent() && seen.get().equals(known.header().mac());
    return same ? known.withHeld(withHeld) : current();
  }

  /// Goes over to another state. What is at hand is let go: of a change that was undone it may be
  /// another secret under a revision that is written anew.
  private void become(VaultState next) {
    atHand.clear();
    state = next;
  }

  static TamperingException replaced() {
    return new TamperingException(
        "the vault was replaced by an older copy of itself while it was open");
  }

  /// Does work that may see and change what is held for customers.
  <T> T withHeld(Supplier<T> work) {
    boolean before = withHeld;
    withHeld = true;
    try {
      return work.get();
    } finally {
      withHeld = before;
    }
  }

  /// Does work whose commits are undone where it throws: what was committed before it is then the
  /// least that the store must have.
  <T> T undoable(Supplier<T> work) {
    long before = current().header().revision();
    boolean done = false;
    try {
      T result = work.get();
      done = true;
      return result;
    } finally {
      if (!done) {
        undone = true;
        undoneTo = before;
      }
    }
  }

  boolean isOpen() {
    return keys != null;
  }

  /// @throws NoSuchEntryException when there is no such entry
  Entry entry(EntryId id) {
    return required(id).entry();
  }

  private VaultState.Stored required(EntryId id) {
    VaultState.Stored stored = current().find(id);
    if (stored == null) {
      throw new NoSuchEntryException(id);
    }
    return stored;
  }

  /// The plain text of a field, the caller's to wipe; empty where it was never written.
  ///
  /// @throws NoSuchEntryException when there is no such entry
  /// @throws TamperingException when it was changed outside of Watchword
  Optional<byte[]> open(EntryId id, EntryField field) {
    for (int tries = 0; ; tries++) {
      FieldRevisions revisions = required(id).revisions();
      if (revisions.of(field) == 0) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            keys()
                .sealer()
                .open(
                    Addresses.of(id(), id, field, revisions.of(field)),
                    repository.field(id(), id, field).orElseThrow(() -> missing(id))));
      } catch (TamperingException e) {
        // another process may have written between our look at the header and at the field
        long seen = state().header().revision();
        if (tries > 10 || current().header().revision() == seen) {
          throw e;
        }
      }
    }
  }

  static TamperingException missing(EntryId id) {
    return new TamperingException("a stored field of entry " + id + " is missing");
  }

  /// Opens the secret of every entry that is there now and lends its plain text, wiped afterwards.
  /// One that another process writes meanwhile, or gives another key, is lent as it is then.
  ///
  /// @throws TamperingException when one was changed outside of Watchword
  void forEachSecret(BiConsumer<Entry, byte[]> visitor) {
    VaultState now = current();
    List<EntryId> late = new ArrayList<>();
    repository.forEachEntry(
        id(),
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
      if (current().find(id) != null) {
        lend(entry(id), open(id, EntryField.SECRET), visitor);
      }
    }
  }

  /// As above, of these entries alone, and without those whose secret does not open: where they are
  /// many by a walk over the store, else one by one.
  ///
  /// @param now as it is at present
  /// @param ids of entries that are there
  void forEachSecret(VaultState now, List<EntryId> ids, BiConsumer<Entry, byte[]> visitor) {
    if (ids.size() > FEW && ids.size() > now.all().size() / 8) {
      Set<EntryId> wanted = new HashSet<>(ids);
      Set<EntryId> seen = HashSet.newHashSet(ids.size());
      repository.forEachEntry(
          id(),
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
            : repository.field(id(), id, EntryField.SECRET);
    try {
      Optional<byte[]> plaintext =
          sealed.map(envelope ->
              keys().sealer().open(Addresses.of(id(), id, EntryField.SECRET, revision), envelope));
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
      lend(entry(id), open(id, EntryField.SECRET), visitor);
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
      throw missing(sealed.id());
    }
    return keys()
        .sealer()
        .open(Addresses.of(id(), sealed.id(), field, sealed.revisions().of(field)), envelope);
  }

  /// Opens every field of every entry and says what does not open. Where another process wrote
  /// meanwhile, what does not open is no finding, and all is done again.
  VaultCheck check() {
    for (int times = 1; ; times++) {
      VaultState now = current();
      VaultCheck found = check(now);
      if (found.problems().isEmpty()
          || times == MAX_CHECKS
          || current().header().revision() == now.header().revision()) {
        return found;
      }
    }
  }

  private VaultCheck check(VaultState now) {
    List<String> problems = new ArrayList<>();
    int[] count = {0};
    repository.forEachEntry(
        id(),
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

  /// Commits what `work` changes; does it again, from the beginning, where another process was
  /// first.
  <T> T change(Function<VaultChange, T> work) {
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      VaultState now = current();
      VaultChange change = new VaultChange(now, keys());
      T answer = work.apply(change);
      if (change.isEmpty()) {
        return answer;
      }
      if (now != state) {
        continue; // the work itself found that another process had written
      }
      VaultCommit commit = change.toCommit();
      if (repository.commit(commit)) {
        change.applyTo(now, commit.header());
        return answer;
      }
    }
    throw new StorageException("Other programs keep changing this vault; try again in a moment.");
  }

  /// Seals everything anew under another key, in one transaction.
  ///
  /// @param next now this vault's to wipe
  /// @param slots wrap `next`
  /// @param progress is told how many entries are done
  void rotate(VaultKey next, List<KeySlot> slots, IntConsumer progress) {
    VaultKeys fresh = VaultKeys.of(next, random);
    long revision = current().header().revision();
    Rotation rotation = new Rotation(id, keys(), fresh, revision, slots, progress);
    if (!repository.reseal(id, rotation)) {
      throw new StorageException("The vault is gone.");
    }
    VaultSnapshot written =
        repository.snapshot(id).orElseThrow(() -> new StorageException("The vault is gone."));
    key().close();
    keys = fresh;
    become(VaultState.open(written, fresh));
  }

  /// @param last gets the version of the last state that was known, when this is closed
  void onClose(Consumer<VaultVersion> last) {
    atClose = last;
  }

  /// @param next the key that another process gave the vault, now this vault's to wipe
  void onKeyChange(Function<VaultHeader, Optional<VaultKey>> next) {
    nextKey = next;
  }

  /// Wipes the key; nothing can be read afterwards.
  void close() {
    VaultKeys known = keys;
    if (state != null) {
      VaultVersion last = state.header().version();
      atClose.accept(
          undone ? new VaultVersion(last.keyVersion(), undoneTo, Optional.empty()) : last);
    }
    keys = null;
    state = null;
    atHand.clear();
    if (known != null) {
      known.key().close();
    }
  }
}
