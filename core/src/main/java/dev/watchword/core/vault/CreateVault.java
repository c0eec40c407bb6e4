package dev.watchword.core.vault;

import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.seal.Sealer;
import dev.watchword.core.seal.VaultKey;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Makes a new, empty vault with one way to open it. Thread-safe.
public final class CreateVault {

  private final VaultRepository repository;
  private final KeySlots slots;
  private final SecureRandom random;
  private final InstantSource clock;

  public CreateVault(
      VaultRepository repository, KeySlots slots, SecureRandom random, InstantSource clock) {
    this.repository = repository;
    this.slots = slots;
    this.random = random;
    this.clock = clock;
  }

  /// Makes the vault and leaves it open.
  ///
  /// @param unlocker stays the caller's to close
  /// @param cost for a passphrase; else not looked at
  public OpenVault create(
      Unlocker unlocker, KeySlot.Kind kind, String label, Argon2idParameters cost) {
    VaultId id = VaultId.random(random);
    VaultKey key = VaultKey.random(random, 1);
    KeySlot slot = slots.fresh(id, SlotId.random(random), unlocker, kind, label, cost, key);
    Sealer sealer = new Sealer(key, "records", random);
    VaultHeader header =
        new HeaderMac(key)
            .sign(
                new VaultHeader(
                    id,
                    VaultHeader.FORMAT,
                    clock.instant().truncatedTo(ChronoUnit.SECONDS),
                    key.version(),
                    1,
                    1,
                    List.of(slot),
                    Optional.empty(),
                    Manifest.empty(key).seal(sealer, id, 1),
                    SealedBytes.copyOf(new byte[0])));
    if (!repository.create(header)) {
      throw new StorageException("A vault with this id is there already.");
    }
    return new OpenVault(repository, key, new VaultSnapshot(header, List.of()), random, clock);
  }
}
