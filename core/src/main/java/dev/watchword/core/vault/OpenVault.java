package dev.watchword.core.vault;

import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OneTimePassword;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.transaction.Transactions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A vault that was unlocked: its entries to read and to change.
///
/// Summaries are kept in memory and brought up to date before each use, where another process
/// changed the store; secrets are opened one at a time and wiped. Each change is one commit, tried
/// again when another process was first. [#close] wipes the vault key. Thread-safe.
///
/// Long, since it is all that can be done with a vault, a few lines each; how it is done is in
/// classes of its own, from [StoredVault] on.
public final class OpenVault implements AutoCloseable {

  /// What became of a recovery code that somebody marked as used.
  public enum RecoveryUse {
    MARKED,
    ALREADY_USED,
    UNKNOWN
  }

  private final StoredVault stored;
  private final HeldEntries held = new HeldEntries(this);
  private final FieldMemo<Boolean> icons;
  private final FieldMemo<RecoveryTally> tallies;
  private final SecureRandom random;
  private final InstantSource clock;

  /// @param key now this vault's to wipe
  OpenVault(
      VaultRepository repository,
      VaultKey key,
      VaultSnapshot snapshot,
      SecureRandom random,
      InstantSource clock) {
    this.stored = new StoredVault(repository, key, snapshot, random);
    this.icons =
        new FieldMemo<>(
            stored, EntryField.ICON, png -> Optional.of(true).filter(t -> png.length > 0));
    this.tallies =
        new FieldMemo<>(
            stored,
            EntryField.RECOVERY,
            codes -> Optional.of(RecoveryTally.of(EntryCodec.recoveryCodes(codes))));
    this.random = random;
    this.clock = clock;
  }

  public VaultId id() {
    return stored.id();
  }

  /// How often the vault was changed, by whichever process; one look at the store.
  public synchronized long revision() {
    return stored.current().header().revision();
  }

  /// Has somebody told, when this is closed, which state the vault was in by then, as far as was
  /// known here and was genuine.
  public synchronized void onClose(Consumer<VaultVersion> last) {
    stored.onClose(last);
  }

  /// Has somebody asked for the key that another process gave this vault, where it is to go on
  /// under that; else it is locked then. See [UnlockVault#follow].
  ///
  /// @param next gets the header as the store has it, not yet authenticated
  synchronized void onKeyChange(Function<VaultHeader, Optional<VaultKey>> next) {
    stored.onKeyChange(next);
  }

  /// The header as of the last use.
  public synchronized VaultHeader header() {
    return stored.current().header();
  }

  /// The entries in use: pinned first, then by issuer and account without case.
  public synchronized List<Entry> entries() {
    return stored.current().inOrder(false);
  }

  /// The entries in the trash, in the same order.
  public synchronized List<Entry> trash() {
    return stored.current().inOrder(true);
  }

  /// The entries in use that `query` finds, best match first; see [EntrySearch].
  public List<Entry> find(String query) {
    return EntrySearch.find(entries(), query);
  }

  public synchronized Optional<Entry> entry(EntryId id) {
    return Optional.ofNullable(stored.current().find(id)).map(VaultState.Stored::entry);
  }

  /// Entries whose summary does not open any more; the others are not touched by that.
  public synchronized List<EntryId> damaged() {
    return stored.current().damaged();
  }

  /// The secret of an entry, for an export or a QR code; the caller closes it.
  ///
  /// @throws NoSuchEntryException when there is no such entry
  /// @throws TamperingException when its secret was changed outside of Watchword
  public synchronized OtpKey openKey(EntryId id) {
    byte[] plaintext =
        stored.open(id, EntryField.SECRET).orElseThrow(() -> StoredVault.missing(id));
    try {
      return EntryCodec.secret(stored.entry(id).parameters(), plaintext);
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

  /// The current and the next codes of time-based entries, read in one pass.
  ///
  /// @param ids any number, each once
  /// @return a reading for each id, in the order of `ids`
  public List<CodeReading> codes(List<EntryId> ids, Instant time) {
    Optional<SealedBytes> seen = stored.look(); // not under the lock: many share one
    synchronized (this) {
      return new CodePass(stored, stored.current(seen), time).read(ids);
    }
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
    return change(change ->
        entries.stream().map(entry -> add(change, EntryId.random(random), entry)).toList());
  }

  /// Adds one entry under an id that is known beforehand, so that it can be put on record first.
  ///
  /// @param id from [#newId], once
  /// @param entry stays the caller's to close
  public Entry add(EntryId id, NewEntry entry) {
    return change(change -> add(change, id, entry));
  }

  /// An id that no entry has.
  public EntryId newId() {
    return EntryId.random(random);
  }

  private Entry add(VaultChange change, EntryId id, NewEntry fresh) {
    Instant now = now();
    Entry entry =
        new Entry(
            id,
            fresh.label(),
            fresh.key().parameters(),
            held.tags(fresh.tags()),
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

  /// Changes the summaries of several entries, all or none.
  ///
  /// @param edit as in [#edit(EntryId, UnaryOperator)]
  /// @return how many are another way than before
  /// @throws NoSuchEntryException when one of them is not there
  public int edit(Collection<EntryId> ids, UnaryOperator<Entry> edit) {
    return change(change -> {
      int changed = 0;
      for (EntryId id : ids) {
        Entry before = change.entry(id);
        Entry after = edit.apply(before);
        if (!after.equals(before)) {
          change.update(after);
          changed++;
        }
      }
      return changed;
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
    Optional<byte[]> plaintext = stored.open(id, EntryField.RECOVERY);
    return plaintext.map(EntryCodec::recoveryCodes).orElse(List.of());
  }

  /// How many recovery codes are left, for those of the entries that ever had some; as cheap as
  /// [#withIcon].
  public synchronized Map<EntryId, RecoveryTally> recoveryTallies(Collection<EntryId> ids) {
    return tallies.of(ids);
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
    return stored.open(id, EntryField.ICON).filter(png -> png.length > 0).map(Icon::new);
  }

  /// Gives an entry an icon of its own, or takes it away.
  public void changeIcon(EntryId id, Optional<Icon> icon) {
    change(change -> {
      change.update(id, EntryField.ICON, icon.map(Icon::png).orElse(new byte[0]));
      return icon;
    });
  }

  /// Those of the entries that have an icon of their own; each icon is opened at most once in the
  /// life of this vault.
  public synchronized Set<EntryId> withIcon(Collection<EntryId> ids) {
    return icons.of(ids).keySet();
  }

  /// What customers handed over, which nothing else of this vault shows or lets go.
  public HeldEntries held() {
    return held;
  }

  synchronized <T> T withHeld(Supplier<T> work) {
    return stored.withHeld(work);
  }

  synchronized <T> T together(Transactions transactions, Supplier<T> work) {
    return stored.undoable(() -> transactions.inTransaction(work));
  }

  /// The ways to open this vault.
  public List<KeySlot> slots() {
    return header().slots();
  }

  /// A key of its own for the verifier of the server that has this vault open, derived from the
  /// vault's first key and the same for as long as there is the vault; the caller closes it.
  public synchronized VaultKey verifierKey() {
    return stored.verifierRoot();
  }

  /// Gives the vault another key; see [RotateKey].
  ///
  /// @param next now this vault's to wipe
  synchronized void rotate(VaultKey next, List<KeySlot> slots, IntConsumer progress) {
    stored.rotate(next, slots, progress);
  }

  /// Whether it still can be used: not closed, and not locked by another process that replaced its
  /// key.
  public boolean isOpen() {
    return stored.isOpen();
  }

  /// Replaces the slots by what `edit` makes of them; the key is handed in for wrapping.
  void editSlots(BiFunction<List<KeySlot>, VaultKey, List<KeySlot>> edit) {
    change(change -> {
      change.slots(edit.apply(change.slots(), stored.key()));
      return change.slots();
    });
  }

  /// Opens every field of every entry and says what does not open; shows nothing of them.
  public synchronized VaultCheck check() {
    return stored.secrets().check();
  }

  /// Lends the key of every entry, those in the trash too, in no particular order and one at a
  /// time: each is wiped when `visitor` returns.
  ///
  /// @param visitor must not use this vault
  /// @throws TamperingException when a secret was changed outside of Watchword
  public synchronized void forEachKey(Consumer<OtpKey> visitor) {
    stored
        .secrets()
        .lendAll((entry, plaintext) -> {
          try (OtpKey otp = EntryCodec.secret(entry.parameters(), plaintext)) {
            visitor.accept(otp);
          }
        });
  }

  private synchronized <T> T change(Function<VaultChange, T> work) {
    return stored.change(work);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /// Wipes the key; nothing can be read afterwards.
  @Override
  public synchronized void close() {
    stored.close();
  }

  @Override
  public String toString() {
    return "OpenVault[REDACTED]";
  }
}
