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
import java.util.function.Supplier;

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
    requireFormat(snapshot.header());
    UnlockFailures failures = repository.unlockFailures(id);
    Duration wait = failures.waitAt(clock.instant());
    if (!wait.isZero()) {
      return new TooSoon(wait);
    }
    Optional<VaultKey> key = key(snapshot.header(), unlocker);
    if (key.isEmpty()) {
      return new WrongKey(failed(id, failures));
    }
    if (failures.count() > 0) {
      forgetFailures(id);
    }
    return new Unlocked(new OpenVault(repository, key.get(), snapshot, random, clock));
  }

  /// Lets an open vault go on where another process gives it another key, instead of being locked
  /// by that (SECURITY CR-09): whoever uses it then waits for as long as the new key takes to
  /// unwrap.
  ///
  /// @param again what opens the vault, fetched at that moment and closed here; empty where it is
  ///   not to be had. Where it does not open the vault any more, that is locked as ever
  public void follow(OpenVault vault, Supplier<Optional<Unlocker>> again) {
    vault.onKeyChange(header -> {
      requireFormat(header);
      Optional<Unlocker> kept = again.get();
      try {
        return kept.flatMap(unlocker -> key(header, unlocker));
      } finally {
        kept.ifPresent(Unlocker::close);
      }
    });
  }

  private static void requireFormat(VaultHeader header) {
    if (header.format() != VaultHeader.FORMAT) {
      throw new UnsupportedFormatException("vault", header.format(), VaultHeader.FORMAT);
    }
  }

  private Optional<VaultKey> key(VaultHeader header, Unlocker unlocker) {
    return header.slots().stream()
        .filter(slot -> unlocker.fits(slot.kind()))
        .flatMap(slot -> wrap.unwrap(header, slot, unlocker).stream())
        .findFirst();
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
