package dev.watchword.core.vault;

import dev.watchword.core.seal.SealAddress;
import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.seal.Sealer;
import dev.watchword.core.seal.VaultKey;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// The root of the verifier's keys: the purpose key `verifier` of the vault's first key, which
/// later keys carry on, sealed in the header. What hangs on it (enrolments, the audit chain,
/// people, custody) stays as it is where the vault gets another key.
final class VerifierRoot {

  private VerifierRoot() {}

  /// @param keys of the header's version
  /// @return the caller's to close
  static VaultKey of(VaultHeader header, VaultKeys keys) {
    VaultKey key = keys.key();
    if (header.verifierRoot().isEmpty()) {
      byte[] derived = key.derive("verifier", "AES").getEncoded();
      try {
        return VaultKey.copyOf(derived, key.version());
      } finally {
        Arrays.fill(derived, (byte) 0);
      }
    }
    byte[] kept =
        keys.sealer()
            .open(address(header.id(), key.version()), header.verifierRoot().orElseThrow());
    byte[] bytes = Arrays.copyOfRange(kept, Integer.BYTES, kept.length);
    try {
      return VaultKey.copyOf(bytes, ByteBuffer.wrap(kept).getInt());
    } finally {
      Arrays.fill(kept, (byte) 0);
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /// The root as a header carries it on: its version in 4 bytes, then its 32 bytes.
  ///
  /// @param next of the vault's next key
  static SealedBytes seal(VaultKey root, VaultId vault, Sealer next) {
    byte[] plaintext =
        root.expose(bytes ->
            ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(root.version())
                .put(bytes)
                .array());
    try {
      return next.seal(address(vault, next.keyVersion()), plaintext);
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  private static SealAddress address(VaultId vault, int keyVersion) {
    return new SealAddress(vault.value(), "vault", vault.value(), "verifier", keyVersion);
  }
}
