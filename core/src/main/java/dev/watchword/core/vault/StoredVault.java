package dev.watchword.core.vault;

import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An open vault in its store: keeps the summaries in memory in step with what other processes
/// write there, opens fields, and commits changes. Not thread-safe.
final class StoredVault {

  private static final int MAX_TRIES = 1000;

  private final VaultRepository repository;
  private final SecureRandom random;
  private final VaultId id;
  private final SecretWalk secrets;
  private volatile @Nullable VaultKeys keys;
  private @Nullable VaultState state;
  private Consumer<VaultVersion> atClose = version -> {};
  private Function<VaultHeader, Optional<VaultKey>> nextKey = header -> Optional.empty();
  private boolean withHeld;
  private boolean undone;
  private long undoneTo;

  /// @param key now this vault's to wipe
  StoredVault(
      VaultRepository repository, VaultKey key, VaultSnapshot snapshot, SecureRandom random) {
    this.repository = repository;
    this.random = random;
    VaultKeys fresh = VaultKeys.of(key, random);
    this.id = snapshot.header().id();
    this.keys = fresh;
    this.state = VaultState.open(snapshot, fresh);
    this.secrets = new SecretWalk(this, repository);
  }

  VaultId id() {
    return id;
  }

  /// @throws VaultLockedException when the key is wiped
  VaultKeys keys() {
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
    secrets.forget();
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

  SecretWalk secrets() {
    return secrets;
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
    secrets.forget();
    if (known != null) {
      known.key().close();
    }
  }
}
