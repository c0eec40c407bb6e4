package dev.watchword.core.vault;

import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.SealedBytes;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// One way to open a vault: the vault key, wrapped by a key that a person, a file or a server
/// holds; as in LUKS.
///
/// @param id never reused
/// @param kind what opens it
/// @param label a name for people, at most 64 characters
/// @param createdAt in whole seconds, 1970 or later
/// @param cost the passphrase's Argon2id cost; empty for the other kinds, whose keys need none
/// @param salt 16 random bytes
/// @param wrapped nonce (12 bytes), then the vault key under AES-256-GCM (48 bytes)
public record KeySlot(
    SlotId id,
    Kind kind,
    String label,
    Instant createdAt,
    Optional<Argon2idParameters> cost,
    SealedBytes salt,
    SealedBytes wrapped) {

  /// What opens a slot.
  public enum Kind {
    /// A passphrase, by Argon2id.
    PASSPHRASE,
    /// A printed recovery key of at least 128 bits.
    RECOVERY_KEY,
    /// A file of 32 to 1,024 random bytes.
    KEY_FILE,
    /// The key that a server is given at start.
    ROOT_KEY
  }

  public static final int SALT_BYTES = 16;

  public KeySlot {
    Objects.requireNonNull(id);
    if (label.length() > 64) {
      throw new IllegalArgumentException("label: at most 64 characters");
    }
    if (createdAt.isBefore(Instant.EPOCH)) {
      throw new IllegalArgumentException("createdAt: 1970 or later");
    }
    if (cost.isPresent() != (kind == Kind.PASSPHRASE)) {
      throw new IllegalArgumentException("cost: a passphrase slot has one, the others have none");
    }
    if (salt.lengthBytes() != SALT_BYTES) {
      throw new IllegalArgumentException("salt: 16 bytes, got " + salt.lengthBytes());
    }
  }
}
