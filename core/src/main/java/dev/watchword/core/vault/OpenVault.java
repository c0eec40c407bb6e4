package dev.watchword.core.vault;

import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OneTimePassword;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.seal.Sealer;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A vault that was unlocked: its entries to read and to change.
///
/// Summaries are kept in memory and brought up to date before each use, where another process
/// changed the store; secrets are opened one at a time and wiped. Each change is one commit, tried
/// again when another process was first. [#close] wipes the vault key. Thread-safe.
public final class OpenVault implements AutoCloseable {

  /// What became of a recovery code that somebody marked as used.
  public enum RecoveryUse {
    MARKED,
    ALREADY_USED,
    UNKNOWN
  }

  private static final int MAX_TRIES = 1000;

  private final VaultRepository repository;
  private final VaultKey key;
  private final Sealer sealer;
  private final HeaderMac headerMac;
  private final SecureRandom random;
  private final InstantSource clock;
  private VaultState state;
  private boolean closed;

  /// @param key now this vault's to wipe
  OpenVault(
      VaultRepository repository,
      VaultKey key,
      VaultSnapshot snapshot,
      SecureRandom random,
      InstantSource clock) {
    this.repository = repository;
    this.key = key;
    this.sealer = new Sealer(key, "records", random);
    this.headerMac = new HeaderMac(key);
    this.random = random;
    this.clock = clock;
    this.state = VaultState.open(snapshot, key, sealer, headerMac);
  }

  public VaultId id() {
    return state.header().id();
  }

  /// The header as of the last use.
  public synchronized VaultHeader header() {
    return refreshed().header();
  }

  /// The entries in use: pinned first, then by issuer and account without case.
  public synchronized List<Entry> entries() {
    return refreshed().inOrder(false);
  }

  /// The entries in the trash, in the same order.
  public synchronized List<Entry> trash() {
    return refreshed().inOrder(true);
  }

  /// The entries in use that `query` finds, best match first; see [EntrySearch].
  public List<Entry> find(String query) {
    return EntrySearch.find(entries(), query);
  }

  public synchronized Optional<Entry> entry(EntryId id) {
    return Optional.ofNullable(refreshed().find(id)).map(VaultState.Stored::entry);
  }

  /// Entries whose summary does not open any more; the others are not touched by that.
  public synchronized List<EntryId> damaged() {
    return refreshed().damaged();
  }

  /// The secret of an entry, for an export or a QR code; the caller closes it.
  ///
  /// @throws NoSuchEntryException when there is no such entry
  /// @throws TamperingException when its secret was changed outside of Watchword
  public synchronized OtpKey openKey(EntryId id) {
    byte[] plaintext = openField(id, EntryField.SECRET).orElseThrow(() -> missing(id));
    try {
      return EntryCodec.secret(required(id).entry().parameters(), plaintext);
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  /// The code of an entry at `time`.
  ///
  /// For HOTP the counter is moved on in the store before the code is handed out, so that no code
  /// is handed out twice; where the store can't be written, there is none.
  ///
  /// @throws NoSuchEntryException when there is no such entry
  /// @throws IllegalStateException when the type needs a PIN and none is known
  public OneTimePassword code(EntryId id, Instant time) {
    return change(change -> {
      try (OtpKey otp = openKey(id)) {
        if (otp.parameters() instanceof HotpParameters hotp) {
          change.update(change.entry(id).withParameters(hotp.advanced()));
        }
        return otp.at(time);
      }
    });
  }

  /// The code that follows the current one; for HOTP it moves no counter.
  public OneTimePassword nextCode(EntryId id, Instant time) {
    try (OtpKey otp = openKey(id)) {
      return otp.nextAfter(time);
    }
  }

  /// Adds entries, all or none.
  ///
  /// @param entries stay the caller's to close
  /// @return what was added, in the same order
  public List<Entry> add(List<NewEntry> entries) {
    return change(change -> entries.stream().map(entry -> add(change, entry)).toList());
  }

  private Entry add(VaultChange change, NewEntry fresh) {
    Instant now = now();
    Entry entry =
        new Entry(
            EntryId.random(random),
            fresh.label(),
            fresh.key().parameters(),
            fresh.tags(),
            fresh.note(),
            fresh.pinned(),
            now,
            fresh.trashed() ? Optional.of(now) : Optional.empty());
    change.create(entry, EntryCodec.secret(fresh.key()));
    if (!fresh.recoveryCodes().isEmpty()) {
      change.update(
          entry.id(), EntryField.RECOVERY, EntryCodec.recoveryCodes(fresh.recoveryCodes()));
    }
    fresh.icon().ifPresent(icon -> change.update(entry.id(), EntryField.ICON, icon.png()));
    return entry;
  }

  /// Changes an entry's summary.
  ///
  /// @param edit gets the entry as it is now and may be called again when another process was
  ///   first; must not change the id
  /// @throws NoSuchEntryException when there is no such entry
  public Entry edit(EntryId id, UnaryOperator<Entry> edit) {
    return change(change -> {
      Entry before = change.entry(id);
      Entry after = edit.apply(before);
      if (!after.id().equals(id)) {
        throw new IllegalArgumentException("edit: must keep the id");
      }
      if (!after.equals(before)) {
        change.update(after);
      }
      return after;
    });
  }

  /// Puts an entry into the trash; it keeps everything.
  public Entry trash(EntryId id) {
    return edit(id, e -> e.trashed() ? e : e.withTrashedAt(Optional.of(now())));
  }

  /// Takes an entry out of the trash.
  public Entry restore(EntryId id) {
    return edit(id, e -> e.withTrashedAt(Optional.empty()));
  }

  /// Erases entries for good, all or none.
  public void purge(List<EntryId> ids) {
    change(change -> {
      ids.forEach(change::delete);
      return ids;
    });
  }

  /// The recovery codes that are kept for an entry, in the order they were added.
  public synchronized List<SavedRecoveryCode> recoveryCodes(EntryId id) {
    Optional<byte[]> plaintext = openField(id, EntryField.RECOVERY);
    return plaintext.map(EntryCodec::recoveryCodes).orElse(List.of());
  }

  /// Keeps recovery codes for an entry; those that are there already are left as they are.
  ///
  /// @return how many were new
  public int addRecoveryCodes(EntryId id, List<String> codes) {
    return change(change -> {
      List<SavedRecoveryCode> all = new ArrayList<>(recoveryCodes(id));
      int before = all.size();
      for (String code : codes) {
        SavedRecoveryCode fresh = new SavedRecoveryCode(code, Optional.empty());
        if (all.stream().noneMatch(known -> known.code().equals(fresh.code()))) {
          all.add(fresh);
        }
      }
      if (all.size() > before) {
        change.update(id, EntryField.RECOVERY, EntryCodec.recoveryCodes(all));
      }
      return all.size() - before;
    });
  }

  /// Marks a recovery code as used, now.
  public RecoveryUse useRecoveryCode(EntryId id, String code) {
    return change(change -> {
      List<SavedRecoveryCode> all = new ArrayList<>(recoveryCodes(id));
      for (int i = 0; i < all.size(); i++) {
        SavedRecoveryCode known = all.get(i);
        if (known.code().equals(code.strip())) {
          if (known.usedAt().isPresent()) {
            return RecoveryUse.ALREADY_USED;
          }
          all.set(i, new SavedRecoveryCode(known.code(), Optional.of(now())));
          change.update(id, EntryField.RECOVERY, EntryCodec.recoveryCodes(all));
          return RecoveryUse.MARKED;
        }
      }
      return RecoveryUse.UNKNOWN;
    });
  }

  /// The icon of an entry, where it has one.
  public synchronized Optional<Icon> icon(EntryId id) {
    return openField(id, EntryField.ICON).map(Icon::new);
  }

  /// The ways to open this vault.
  public List<KeySlot> slots() {
    return header().slots();
  }

  /// A key of its own for the verifier of the server that has this vault open, derived from the
  /// vault key and the same for as long as that is; the caller closes it.
  public synchronized VaultKey verifierKey() {
    refreshed();
    byte[] derived = key.derive("verifier", "AES").getEncoded();
    try {
      return VaultKey.copyOf(derived, key.version());
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  /// Replaces the slots by what `edit` makes of them; the key is handed in for wrapping.
  void editSlots(java.util.function.BiFunction<List<KeySlot>, VaultKey, List<KeySlot>> edit) {
    change(change -> {
      change.slots(edit.apply(change.slots(), key));
      return change.slots();
    });
  }

  /// Opens every field of every entry and says what does not open; shows nothing of them.
  public synchronized VaultCheck check() {
    VaultState now = refreshed();
    List<String> problems = new ArrayList<>();
    int[] count = {0};
    repository.forEachEntry(
        id(),
        (sealed, fields) -> {
          count[0]++;
          fields.forEach((field, envelope) -> {
            try {
              Arrays.fill(
                  sealer.open(
                      Addresses.of(id(), sealed.id(), field, sealed.revisions().of(field)),
                      envelope),
                  (byte) 0);
            } catch (TamperingException e) {
              problems.add(
                  "entry %s: its %s does not open".formatted(sealed.id(), field.fieldName()));
            }
          });
        });
    return new VaultCheck(count[0], now.header().sealCount(), problems);
  }

  /// Knows which secrets the vault holds, for finding duplicates; reads every secret once.
  public synchronized KeyIndex keyIndex() {
    KeyIndex index = new KeyIndex(key);
    for (VaultState.Stored stored : refreshed().all()) {
      try (OtpKey otp = openKey(stored.entry().id())) {
        index.add(otp);
      }
    }
    return index;
  }

  private Optional<byte[]> openField(EntryId id, EntryField field) {
    for (int tries = 0; ; tries++) {
      FieldRevisions revisions = required(id).revisions();
      if (revisions.of(field) == 0) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            sealer.open(
                Addresses.of(id(), id, field, revisions.of(field)),
                repository.field(id(), id, field).orElseThrow(() -> missing(id))));
      } catch (TamperingException e) {
        // another process may have written between our look at the header and at the field
        long seen = state.header().revision();
        if (tries > 10 || refreshed().header().revision() == seen) {
          throw e;
        }
      }
    }
  }

  private static TamperingException missing(EntryId id) {
    return new TamperingException("a stored field of entry " + id + " is missing");
  }

  private VaultState.Stored required(EntryId id) {
    VaultState.Stored stored = refreshed().find(id);
    if (stored == null) {
      throw new NoSuchEntryException(id);
    }
    return stored;
  }

  private synchronized <T> T change(Function<VaultChange, T> work) {
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      VaultState now = refreshed();
      VaultChange change = new VaultChange(now, sealer, headerMac);
      T answer = work.apply(change);
      if (now != state) {
        continue; // the work itself found that another process had written
      }
      if (change.isEmpty()) {
        return answer;
      }
      VaultCommit commit = change.toCommit();
      if (repository.commit(commit)) {
        change.applyTo(state, commit.header());
        return answer;
      }
    }
    throw new StorageException("Other programs keep changing this vault; try again in a moment.");
  }

  private VaultState refreshed() {
    if (closed) {
      throw new VaultLockedException();
    }
    VaultId id = state.header().id();
    VaultHeader stored =
        repository.header(id).orElseThrow(() -> new StorageException("The vault is gone."));
    if (!stored.mac().equals(state.header().mac())) {
      VaultSnapshot snapshot =
          repository.snapshot(id).orElseThrow(() -> new StorageException("The vault is gone."));
      if (snapshot.header().revision() < state.header().revision()) {
        throw new TamperingException(
            "the vault was replaced by an older copy of itself while it was open");
      }
      state = VaultState.open(snapshot, key, sealer, headerMac);
    }
    return state;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /// Wipes the key; nothing can be read afterwards.
  @Override
  public synchronized void close() {
    closed = true;
    key.close();
  }

  @Override
  public String toString() {
    return "OpenVault[REDACTED]";
  }
}
