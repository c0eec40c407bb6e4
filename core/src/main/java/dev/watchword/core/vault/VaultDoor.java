package dev.watchword.core.vault;

import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.Passphrase;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The one vault of a server, which is made, opened and locked while the server runs (SECURITY
/// UN-01).
///
/// Owns the open vault, and wipes it when it is locked. Thread-safe; one passphrase is tried at a
/// time.
public final class VaultDoor implements CurrentVault, AutoCloseable {

  private final VaultRepository repository;
  private final CreateVault create;
  private final UnlockVault unlock;
  private final KeySlots slots;
  private final SecureRandom random;
  private final Argon2idParameters cost;
  private final Before before;
  private volatile @Nullable OpenVault open;

  /// @param cost of the passphrase of a vault that is made here
  public VaultDoor(
      VaultRepository repository,
      CreateVault create,
      UnlockVault unlock,
      KeySlots slots,
      SecureRandom random,
      Argon2idParameters cost) {
    this(repository, create, unlock, slots, random, cost, (opened, asked) -> {});
  }

  private VaultDoor(
      VaultRepository repository,
      CreateVault create,
      UnlockVault unlock,
      KeySlots slots,
      SecureRandom random,
      Argon2idParameters cost,
      Before before) {
    this.repository = repository;
    this.create = create;
    this.unlock = unlock;
    this.slots = slots;
    this.random = random;
    this.cost = cost;
    this.before = before;
  }

  /// What has to be over before a vault that was opened is there for anybody.
  @FunctionalInterface
  public interface Before {

    /// What this throws is thrown to whoever opened the vault, which is locked then.
    ///
    /// @param opened nobody else's yet
    /// @param asked whether somebody waits for the answer, and can ask again
    /// @throws NotYetOpenException where it takes longer than one who asked should wait
    void accept(OpenVault opened, boolean asked);
  }

  /// A door like this one, in the state that this one began with.
  ///
  /// @param before a vault that is made here does not wait for it
  public VaultDoor lookingFirst(Before before) {
    return new VaultDoor(repository, create, unlock, slots, random, cost, before);
  }

  @Override
  public Optional<OpenVault> vault() {
    return Optional.ofNullable(open).filter(OpenVault::isOpen);
  }

  /// Whether there is a vault, open or not.
  ///
  /// @throws StorageException when the store can't be read
  public boolean exists() {
    return open != null || !repository.vaults().isEmpty();
  }

  /// Takes over a vault that was opened elsewhere.
  public synchronized void admit(OpenVault opened) {
    lock();
    publish(opened, false);
  }

  private void publish(OpenVault opened, boolean asked) {
    boolean good = false;
    try {
      before.accept(opened, asked);
      good = true;
    } finally {
      if (!good) {
        opened.close();
      }
    }
    open = opened;
  }

  /// Opens the vault; one that is open stays so whatever is tried.
  ///
  /// @param unlocker stays the caller's to close
  /// @throws NotYetOpenException where it opens, and is to be unlocked again soon
  public synchronized UnlockOutcome unlock(Unlocker unlocker) {
    OpenVault already = open;
    if (already != null && already.isOpen()) {
      return new UnlockOutcome.Unlocked(already);
    }
    List<VaultId> vaults = repository.vaults();
    if (vaults.isEmpty()) {
      return new UnlockOutcome.NoSuchVault();
    }
    UnlockOutcome outcome = unlock.unlock(vaults.getFirst(), unlocker);
    if (outcome instanceof UnlockOutcome.Unlocked(OpenVault opened)) {
      publish(opened, true);
    }
    return outcome;
  }

  /// Makes the vault where there is none, and leaves it open, with a recovery key as a second way
  /// in.
  ///
  /// @param passphrase stays the caller's to close
  /// @return the recovery key, the caller's to show once and to close; empty when there is a vault
  ///   already, and nothing was changed
  public synchronized Optional<RecoveryKey> create(Passphrase passphrase) {
    if (exists()) {
      return Optional.empty();
    }
    RecoveryKey key = RecoveryKey.random(random);
    // the passphrase is the caller's, so its unlocker is not closed here
    OpenVault made =
        create.create(
            new Unlocker.ByPassphrase(passphrase), KeySlot.Kind.PASSPHRASE, "passphrase", cost);
    try (Unlocker byKey = key.toUnlocker()) {
      slots.add(made, byKey, KeySlot.Kind.RECOVERY_KEY, "recovery key", cost);
    }
    open = made;
    return Optional.of(key);
  }

  /// Locks the vault for everybody; does nothing when it is locked.
  public synchronized void lock() {
    OpenVault was = open;
    open = null;
    if (was != null) {
      was.close();
    }
  }

  @Override
  public void close() {
    lock();
  }
}
