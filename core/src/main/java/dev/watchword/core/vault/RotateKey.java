package dev.watchword.core.vault;

import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.IntConsumer;

/// Gives a vault another key and seals every entry anew under it, in one transaction: whatever
/// happens meanwhile, the vault is wholly under the old key or wholly under the new one (SECURITY
/// CR-09, CR-10).
///
/// The verifier's root stays what it was, sealed under the new key; see `docs/vault-format.md`.
/// Other processes that have the vault open lock themselves at their next use, or go on under the
/// new key where what opens it is at hand there ([UnlockVault#follow]). Thread-safe.
public final class RotateKey {

  private static final int MAX_SLOTS = 16;

  private final KeySlots slots;
  private final SecureRandom random;

  public RotateKey(KeySlots slots, SecureRandom random) {
    this.slots = slots;
    this.random = random;
  }

  /// A way to open the vault afterwards.
  ///
  /// @param unlocker stays the caller's to close
  /// @param cost for a passphrase; else not looked at
  public record Way(Unlocker unlocker, KeySlot.Kind kind, String label, Argon2idParameters cost) {}

  /// Replaces the key; the vault stays open, under the new one.
  ///
  /// @param ways 1 to 16; there are no others afterwards
  /// @param progress is told how many entries are done, within the transaction
  /// @throws TamperingException when an entry does not open; nothing has changed then
  public void rotate(OpenVault vault, List<Way> ways, IntConsumer progress) {
    if (ways.isEmpty() || ways.size() > MAX_SLOTS) {
      throw new IllegalArgumentException("ways: 1 to 16, got " + ways.size());
    }
    VaultKey next = VaultKey.random(random, Math.addExact(vault.header().keyVersion(), 1));
    boolean done = false;
    try {
      List<KeySlot> wrapped =
          ways.stream()
              .map(way ->
                  slots.fresh(
                      vault.id(),
                      SlotId.random(random),
                      way.unlocker(),
                      way.kind(),
                      way.label(),
                      way.cost(),
                      next))
              .toList();
      vault.rotate(next, wrapped, progress);
      done = true;
    } finally {
      if (!done) {
        next.close();
      }
    }
  }
}
