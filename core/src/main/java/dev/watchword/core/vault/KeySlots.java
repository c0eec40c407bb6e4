package dev.watchword.core.vault;

import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.PassphraseKdf;
import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.seal.VaultKey;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Adds, changes and removes the ways to open a vault; never touches what is sealed in it (SECURITY
/// CR-08, CR-14). Thread-safe.
public final class KeySlots {

  /// The most that a vault may have.
  public static final int MAX_SLOTS = 16;

  private final SlotWrap wrap;
  private final SecureRandom random;
  private final InstantSource clock;

  public KeySlots(PassphraseKdf kdf, SecureRandom random, InstantSource clock) {
    this.wrap = new SlotWrap(kdf);
    this.random = random;
    this.clock = clock;
  }

  /// Adds a slot.
  ///
  /// @param unlocker stays the caller's to close
  /// @param cost for a passphrase; else not looked at
  /// @throws IllegalStateException when there are sixteen already
  public SlotId add(
      OpenVault vault,
      Unlocker unlocker,
      KeySlot.Kind kind,
      String label,
      Argon2idParameters cost) {
    SlotId id = SlotId.random(random);
    vault.editSlots((slots, key) -> {
      if (slots.size() >= MAX_SLOTS) {
        throw new IllegalStateException("a vault has at most sixteen key slots");
      }
      List<KeySlot> more = new ArrayList<>(slots);
      more.add(fresh(vault.id(), id, unlocker, kind, label, cost, key));
      return more;
    });
    return id;
  }

  /// Replaces every passphrase slot by one for the new passphrase; the other slots stay.
  public void changePassphrase(
      OpenVault vault, Unlocker.ByPassphrase unlocker, Argon2idParameters cost) {
    SlotId id = SlotId.random(random);
    vault.editSlots((slots, key) -> {
      List<KeySlot> others = new ArrayList<>();
      others.add(fresh(vault.id(), id, unlocker, KeySlot.Kind.PASSPHRASE, "passphrase", cost, key));
      slots.stream().filter(s -> s.kind() != KeySlot.Kind.PASSPHRASE).forEach(others::add);
      return others;
    });
  }

  /// The slot that something opens; takes a passphrase's whole cost for each of its slots.
  ///
  /// @param unlocker stays the caller's to close
  public Optional<KeySlot> opening(OpenVault vault, Unlocker unlocker) {
    VaultHeader header = vault.header();
    for (KeySlot slot : header.slots()) {
      if (unlocker.fits(slot.kind())) {
        Optional<VaultKey> key = wrap.unwrap(header, slot, unlocker);
        key.ifPresent(VaultKey::close);
        if (key.isPresent()) {
          return Optional.of(slot);
        }
      }
    }
    return Optional.empty();
  }

  /// Removes a slot.
  ///
  /// @throws IllegalStateException when it is the last one
  /// @throws IllegalArgumentException when there is no such slot
  public void remove(OpenVault vault, SlotId id) {
    vault.editSlots((slots, key) -> {
      List<KeySlot> others = slots.stream().filter(slot -> !slot.id().equals(id)).toList();
      if (others.size() == slots.size()) {
        throw new IllegalArgumentException("slot: there is no slot " + id);
      }
      if (others.isEmpty()) {
        throw new IllegalStateException("the last way to open a vault can't be removed");
      }
      return others;
    });
  }

  KeySlot fresh(
      VaultId vault,
      SlotId id,
      Unlocker unlocker,
      KeySlot.Kind kind,
      String label,
      Argon2idParameters cost,
      VaultKey key) {
    if (!unlocker.fits(kind)) {
      throw new IllegalArgumentException("unlocker: does not fit a slot of kind " + kind);
    }
    byte[] salt = new byte[KeySlot.SALT_BYTES];
    random.nextBytes(salt);
    KeySlot blank =
        new KeySlot(
            id,
            kind,
            label,
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            kind == KeySlot.Kind.PASSPHRASE ? Optional.of(cost) : Optional.empty(),
            SealedBytes.copyOf(salt),
            SealedBytes.copyOf(new byte[0]));
    return wrap.wrap(vault, blank, unlocker, key, random);
  }

  SlotWrap wrap() {
    return wrap;
  }
}
