package dev.watchword.core.vault;

import dev.watchword.core.seal.PassphraseKdf;
import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.seal.VaultKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Wraps a vault key for a slot, and unwraps it: AES-256-GCM under the slot's key, bound to the
/// vault, the format, the key's version and all that the slot says of itself.
final class SlotWrap {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final PassphraseKdf kdf;

  SlotWrap(PassphraseKdf kdf) {
    this.kdf = kdf;
  }

  /// @param blank the slot, its `wrapped` still empty
  KeySlot wrap(VaultId vault, KeySlot blank, Unlocker unlocker, VaultKey key, SecureRandom random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] slotKey = slotKey(blank, unlocker);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, slotKey, nonce);
      cipher.updateAAD(associatedData(vault, key.version(), blank));
      byte[] wrapped =
          key.expose(bytes -> {
            try {
              byte[] out = Arrays.copyOf(nonce, NONCE_BYTES + bytes.length + TAG_BITS / 8);
              cipher.doFinal(bytes, 0, bytes.length, out, NONCE_BYTES);
              return out;
            } catch (GeneralSecurityException e) {
              throw new IllegalStateException("wrapping failed", e);
            }
          });
      return withWrapped(blank, SealedBytes.copyOf(wrapped));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("wrapping failed", e);
    } finally {
      Arrays.fill(slotKey, (byte) 0);
    }
  }

  /// @return the vault key, or empty when this is not the slot's key or the slot is damaged, which
  ///   can't be told apart
  Optional<VaultKey> unwrap(VaultHeader header, KeySlot slot, Unlocker unlocker) {
    byte[] wrapped = slot.wrapped().toByteArray();
    byte[] slotKey = slotKey(slot, unlocker); // whatever is wrapped: each slot takes as long
    try {
      if (wrapped.length != NONCE_BYTES + VaultKey.LENGTH_BYTES + TAG_BITS / 8) {
        return Optional.empty();
      }
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, slotKey, Arrays.copyOf(wrapped, NONCE_BYTES));
      cipher.updateAAD(associatedData(header.id(), header.keyVersion(), slot));
      byte[] key = cipher.doFinal(wrapped, NONCE_BYTES, wrapped.length - NONCE_BYTES);
      try {
        return Optional.of(VaultKey.copyOf(key, header.keyVersion()));
      } finally {
        Arrays.fill(key, (byte) 0);
      }
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("unwrapping failed", e);
    } finally {
      Arrays.fill(slotKey, (byte) 0);
    }
  }

  private byte[] slotKey(KeySlot slot, Unlocker unlocker) {
    byte[] salt = slot.salt().toByteArray();
    return switch (unlocker) {
      case Unlocker.ByPassphrase by ->
          by.passphrase().expose(utf8 -> kdf.derive(utf8, salt, slot.cost().orElseThrow()));
      case Unlocker.ByKey by -> by.expose(bytes -> hkdf(bytes, salt));
    };
  }

  private static byte[] hkdf(byte[] secret, byte[] salt) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(new SecretKeySpec(secret, "Generic"))
                  .addSalt(salt)
                  .thenExpand(
                      "watchword slot".getBytes(StandardCharsets.US_ASCII), VaultKey.LENGTH_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HKDF-SHA256", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  private static byte[] associatedData(VaultId vault, int keyVersion, KeySlot slot) {
    CborWriter out =
        new CborWriter()
            .array(5)
            .text("watchword slot 1")
            .uuid(vault.value())
            .unsigned(VaultHeader.FORMAT)
            .unsigned(keyVersion);
    describe(out, slot);
    return out.toByteArray();
  }

  /// All of a slot but what it wraps.
  static void describe(CborWriter out, KeySlot slot) {
    out.array(6)
        .uuid(slot.id().value())
        .text(slot.kind().name())
        .text(slot.label())
        .unsigned(slot.createdAt().getEpochSecond());
    slot.cost()
        .ifPresentOrElse(
            cost ->
                out.array(3)
                    .unsigned(cost.memoryKib())
                    .unsigned(cost.iterations())
                    .unsigned(cost.parallelism()),
            out::nothing);
    out.bytes(slot.salt().toByteArray());
  }

  private static KeySlot withWrapped(KeySlot slot, SealedBytes wrapped) {
    return new KeySlot(
        slot.id(), slot.kind(), slot.label(), slot.createdAt(), slot.cost(), slot.salt(), wrapped);
  }
}
