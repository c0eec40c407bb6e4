package dev.watchword.core.vault;

import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.OneTimePassword;
import dev.watchword.core.transaction.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The entries of an open vault that customers handed over for a while: codes can be made of them,
/// and they can be erased. Their secrets are not to be had, here or anywhere else: [OpenVault]
/// answers for each of them as if it were not there, and leaves them out of every export.
///
/// Thread-safe, as the vault is.
public final class HeldEntries {

  private final OpenVault vault;
  private boolean adding;

  HeldEntries(OpenVault vault) {
    this.vault = vault;
  }

  /// Does work on this vault and in other repositories of the same store as one change.
  public <T> T together(Transactions transactions, Supplier<T> work) {
    return vault.together(transactions, work);
  }

  /// Adds entries that are held from now on.
  ///
  /// @param entries stay the caller's to close
  public List<Entry> add(List<NewEntry> entries) {
    return vault.withHeld(() -> {
      adding = true;
      try {
        return vault.add(entries);
      } finally {
        adding = false;
      }
    });
  }

  /// The tags of a new entry: nothing but [#add] gives the reserved one. Under the vault's lock.
  List<String> tags(List<String> asked) {
    List<String> tags = new ArrayList<>(asked);
    tags.remove(Entry.HELD_TAG);
    if (adding) {
      tags.addFirst(Entry.HELD_TAG);
    }
    return tags;
  }

  /// Issuer and account of a held entry; empty once it is erased.
  public Optional<Label> label(EntryId id) {
    return vault.withHeld(() -> vault.entry(id)).filter(Entry::held).map(Entry::label);
  }

  /// As [OpenVault#code], of a held entry.
  public OneTimePassword code(EntryId id, Instant time) {
    requireHeld(id);
    return vault.withHeld(() -> vault.code(id, time));
  }

  /// Erases held entries for good; those that are gone already are no failure.
  public void erase(List<EntryId> ids) {
    vault.withHeld(() -> {
      vault.purge(ids.stream().filter(id -> label(id).isPresent()).toList());
      return ids;
    });
  }

  /// Keeps recovery codes with a held entry.
  ///
  /// @return how many were new
  public int addRecoveryCodes(EntryId id, List<String> codes) {
    requireHeld(id);
    return vault.withHeld(() -> vault.addRecoveryCodes(id, codes));
  }

  /// How many recovery codes of a held entry are unused.
  public int recoveryCodesLeft(EntryId id) {
    requireHeld(id);
    return (int)
        vault.withHeld(() -> vault.recoveryCodes(id)).stream()
            .filter(code -> code.usedAt().isEmpty())
            .count();
  }

  /// The first unused recovery code of a held entry, marked as used before it is given out; empty
  /// where none is left.
  public Optional<String> nextRecoveryCode(EntryId id) {
    requireHeld(id);
    return vault.withHeld(() -> {
      for (SavedRecoveryCode code : vault.recoveryCodes(id)) {
        if (code.usedAt().isEmpty()
            && vault.useRecoveryCode(id, code.code()) == OpenVault.RecoveryUse.MARKED) {
          return Optional.of(code.code());
        }
      }
      return Optional.empty();
    });
  }

  private void requireHeld(EntryId id) {
    if (label(id).isEmpty()) {
      throw new NoSuchEntryException(id);
    }
  }
}
