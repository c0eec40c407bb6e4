package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.FileError;
import dev.watchword.core.interchange.KdfLimits;
import dev.watchword.core.interchange.ReadContext;
import java.util.concurrent.locks.ReentrantLock;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// The key derivations that one file asks for, within limits that are looked at before any work
/// (SECURITY IM-03 to IM-06).
///
/// One derivation runs at a time in the whole process, and none begins after the file's deadline. A
/// derivation that is too cheap to protect a password is done, with a warning that names it.
final class KeyDerivation {

  static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock(true);
  private static final long KIB = 1024;
  private static final long WEAK_PBKDF2 = 100_000;
  private static final long WEAK_BYTES = 8 << 20;
  private static final long WEAK_AES_ROUNDS = 100_000;

  private final BackupFormat format;
  private final KdfLimits limits;
  private final Items items;
  private final long start = System.nanoTime();

  /// @param items takes the warnings
  KeyDerivation(BackupFormat format, ReadContext context, Items items) {
    this.format = format;
    this.limits = context.limits().kdf();
    this.items = items;
  }

  /// PBKDF2 (RFC 8018 §5.2).
  byte[] pbkdf2(Pbkdf2 function, byte[] password, byte[] salt, long iterations, int length)
      throws BackupFileException {
    check("PBKDF2 iterations", iterations, limits.pbkdf2Iterations());
    if (iterations < WEAK_PBKDF2) {
      weak("PBKDF2 with " + iterations + " rounds");
    }
    return run(() -> function.derive(password, salt, (int) iterations, length));
  }

  /// scrypt (RFC 7914).
  byte[] scrypt(byte[] password, byte[] salt, long n, long r, long p, int length)
      throws BackupFileException {
    if (n < 2 || n > 1 << 30 || Long.bitCount(n) != 1 || r < 1 || r > 1 << 20 || p < 1) {
      throw Refusal.damaged(format, "its scrypt parameters are out of range");
    }
    check("scrypt memory (128·N·r) in bytes", 128 * n * r, limits.scryptBytes());
    check("scrypt parallelism", p, limits.lanes());
    checkHeap(128 * n * r);
    if (128 * n * r < WEAK_BYTES) {
      weak("scrypt with " + 128 * n * r / KIB + " KiB");
    }
    return run(() -> SCrypt.generate(password, salt, (int) n, (int) r, (int) p, length));
  }

  /// Argon2 (RFC 9106).
  ///
  /// @param type as of [Argon2Parameters]
  /// @param version 0x10 or 0x13
  /// @param memoryKib in KiB
  byte[] argon2(
      int type,
      int version,
      byte[] password,
      byte[] salt,
      long passes,
      long memoryKib,
      long lanes,
      int length)
      throws BackupFileException {
    if (passes < 1 || memoryKib < 1 || lanes < 1 || (version != 0x10 && version != 0x13)) {
      throw Refusal.damaged(format, "its Argon2 parameters are out of range");
    }
    check("Argon2 memory in KiB", memoryKib, limits.argon2Bytes() / KIB);
    check("Argon2 passes", passes, limits.argon2Work() / KIB);
    check("Argon2 passes times memory in KiB", passes * memoryKib, limits.argon2Work() / KIB);
    check("Argon2 lanes", lanes, limits.lanes());
    checkHeap(memoryKib * KIB);
    if (memoryKib * KIB < WEAK_BYTES) {
      weak("Argon2 with " + memoryKib + " KiB");
    }
    return run(() ->
        Argon2id.derive(
            type, version, password, salt, (int) passes, (int) memoryKib, (int) lanes, length));
  }

  byte[] argon2id(byte[] password, byte[] salt, long passes, long memoryKib, long lanes)
      throws BackupFileException {
    return argon2(Argon2Parameters.ARGON2_id, 0x13, password, salt, passes, memoryKib, lanes, 32);
  }

  /// KeePass's AES-KDF over a 32-byte composite key.
  byte[] aesKdf(byte[] composite, byte[] seed, long rounds) throws BackupFileException {
    if (rounds < 0 || seed.length != 32) {
      throw Refusal.damaged(format, "its AES-KDF parameters are out of range");
    }
    check("AES-KDF rounds", rounds, limits.aesRounds());
    if (rounds < WEAK_AES_ROUNDS) {
      weak("AES-KDF with " + rounds + " rounds");
    }
    return run(() -> AesKdf.derive(composite, seed, rounds));
  }

  /// Says that a file protects its password too little; [Items] says each sentence once.
  void weak(String derivation) {
    items.warn(
        "The file's password is weakly protected (%s): delete the file after the import."
            .formatted(derivation));
  }

  /// Refuses a file with more slots than are tried.
  void checkSlots(int slots) throws BackupFileException {
    check("the number of password slots", slots, limits.slots());
  }

  private void check(String parameter, long value, long limit) throws BackupFileException {
    if (value < 0) {
      throw Refusal.damaged(format, parameter + " is negative");
    }
    if (value > limit) {
      throw new BackupFileException(
          new FileError.OverLimit(
              format.displayName(),
              parameter,
              Long.toUnsignedString(value),
              Long.toString(limit),
              true));
    }
  }

  private void checkHeap(long bytes) throws BackupFileException {
    Runtime runtime = Runtime.getRuntime();
    long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    if (bytes > free - (free >> 3)) {
      throw Refusal.unsupported(
          format,
          "its key derivation takes %d MiB, more than this process may use".formatted(bytes >> 20));
    }
  }

  @FunctionalInterface
  private interface Derivation {
    byte[] run();
  }

  private byte[] run(Derivation derivation) throws BackupFileException {
    ONE_AT_A_TIME.lock();
    try {
      long seconds = (System.nanoTime() - start) / 1_000_000_000L;
      if (seconds >= limits.deadline().toSeconds()) {
        throw new BackupFileException(
            new FileError.OverLimit(
                format.displayName(),
                "time of all key derivations in seconds",
                "at least " + seconds,
                Long.toString(limits.deadline().toSeconds()),
                true));
      }
      return derivation.run();
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }
}
