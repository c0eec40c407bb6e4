package dev.watchword.adapters.interchange;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2 (RFC 9106) itself, without limits: for files that we write, and behind [KeyDerivation]
/// for those that we read.
final class Argon2id {

  private Argon2id() {}

  /// @param type as of [Argon2Parameters]
  /// @param version 0x10 or 0x13
  static byte[] derive(
      int type,
      int version,
      byte[] password,
      byte[] salt,
      int passes,
      int memoryKib,
      int lanes,
      int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(type)
            .withVersion(version)
            .withSalt(salt)
            .withIterations(passes)
            .withMemoryAsKB(memoryKib)
            .withParallelism(lanes)
            .build());
    byte[] key = new byte[length];
    generator.generateBytes(password, key);
    return key;
  }

  /// Argon2id of version 1.3 for a key of 32 bytes.
  static byte[] key(byte[] password, byte[] salt, int passes, int memoryKib, int lanes) {
    return derive(Argon2Parameters.ARGON2_id, 0x13, password, salt, passes, memoryKib, lanes, 32);
  }
}
