package dev.watchword.core.vault;

import dev.watchword.core.seal.UnsupportedFormatException;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.vault.UnlockOutcome.NoSuchVault;
import dev.watchword.core.vault.UnlockOutcome.TooSoon;
import dev.watchword.core.vault.UnlockOutcome.Unlocked;
import dev.watchword.core.vault.UnlockOutcome.WrongKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Opens a vault, and slows down whoever guesses (SECURITY CR-17). Thread-safe.
public final class UnlockVault {

  private final VaultRepository repository;
  private final SlotWrap wrap;
  private final SecureRandom random;
  private final InstantSource clock;

  public UnlockVault(
      VaultRepository repository, KeySlots slots, SecureRandom random, InstantSource clock) {
    this.repository = repository;
    this.wrap = slots.wrap();
    this.random = random;
    this.clock = clock;
  }

  /// Tries every slot that `unlocker` fits.
  ///
  /// @param unlocker stays the caller's to close
  /// @throws UnsupportedFormatException when the vault was written by a newer version
  /// @throws dev.watchword.core.seal.TamperingException when the key is right and the vault is not
  ///   as it was written
  /// @throws StorageException when the store can't be read
  public UnlockOutcome unlock(VaultId id, Unlocker unlocker) {
    Optional<VaultSnapshot> found = repository.snapshot(id);
    if (found.isEmpty()) {
      return new NoSuchVault();
    }
    VaultSnapshot snapshot = found.get();
    VaultHeader header = snapshot.header();
    if (header.format() != VaultHeader.FORMAT) {
      throw new UnsupportedFormatException("vault", header.format(), VaultHeader.FORMAT);
    }
    UnlockFailures failures = repository.unlockFailures(id);
    Duration wait = failures.waitAt(clock.instant());
    if (!wait.isZero()) {
      return new TooSoon(wait);
    }
    for (KeySlot slot : header.slots()) {
      if (unlocker.fits(slot.kind())) {
        Optional<VaultKey> key = wrap.unwrap(header, slot, unlocker);
        if (key.isPresent()) {
          if (failures.count() > 0) {
            forgetFailures(id);
          }
          return new Unlocked(new OpenVault(repository, key.get(), snapshot, random, clock));
        }
      }
    }
    return new WrongKey(failed(id, failures));
  }

  private Duration failed(VaultId id, UnlockFailures before) {
    Instant now = clock.instant();
    try {
      repository.recordUnlockFailure(id, now);
    } catch (StorageException readOnly) {
      // a store that can't be written still answers "wrong"; whoever can copy it is not slowed
      // anyway
      return Duration.ZERO;
    }
    return new UnlockFailures(before.count() + 1, now).waitAt(now);
  }

  private void forgetFailures(VaultId id) {
    try {
      repository.clearUnlockFailures(id);
    } catch (StorageException readOnly) {
      // reading codes works on a read-only disk; the count is cleared at the next unlock that can
      // write
    }
  }
}
