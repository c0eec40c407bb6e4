package dev.watchword.core.seal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// One SHA-256 in place of Argon2id: as deterministic as the real one and a million times faster.
/// For tests alone; it gives other bytes than Argon2id.
public final class FakeKdf implements PassphraseKdf {

  @Override
  public byte[] derive(byte[] passphrase, byte[] salt, Argon2idParameters cost) {
    if (salt.length != 16) {
      throw new IllegalArgumentException("salt: 16 bytes, got " + salt.length);
    }
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(
          ByteBuffer.allocate(16)
              .putInt(cost.memoryKib())
              .putInt(cost.iterations())
              .putInt(cost.parallelism())
              .putInt(passphrase.length)
              .array());
      sha256.update(passphrase);
      return sha256.digest(salt);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }
}
