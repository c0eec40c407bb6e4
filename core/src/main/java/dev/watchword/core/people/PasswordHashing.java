package dev.watchword.core.people;

import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.PassphraseKdf;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// Hashes passwords and checks them, slowly, and a few at a time: whoever sends many can't make the
/// process run out of memory (SECURITY SE-12).
///
/// Where there is no hash to check against, it takes as long as with one (SE-15). Thread-safe; one
/// for a process.
public final class PasswordHashing {

  /// How many are worked on at once.
  public static final int AT_ONCE = 4;

  /// How many more may wait for their turn.
  public static final int QUEUE = 64;

  /// 19 MiB and two passes: what OWASP names as the least for passwords, and four at once take less
  /// than 80 MiB.
  static final Argon2idParameters COST = Argon2idParameters.FLOOR;

  private final PassphraseKdf kdf;
  private final SecureRandom random;
  private final PasswordHash nobodys;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final AtomicInteger here = new AtomicInteger();

  public PasswordHashing(PassphraseKdf kdf, SecureRandom random) {
    this.kdf = kdf;
    this.random = random;
    this.nobodys = new PasswordHash(COST, bytes(16), bytes(32));
  }

  /// A hash with a salt of its own.
  ///
  /// @throws PasswordsBusyException when too many wait already
  public PasswordHash hash(Passphrase password) {
    byte[] salt = bytes(16);
    byte[] derived = derive(password, salt, COST);
    try {
      return new PasswordHash(COST, salt, derived);
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  /// Whether it is the password of that hash; false, after the same work, where there is none.
  ///
  /// @throws PasswordsBusyException when too many wait already
  public boolean matches(Passphrase password, Optional<PasswordHash> kept) {
    PasswordHash against = kept.orElse(nobodys);
    byte[] derived = derive(password, against.salt(), against.cost());
    try {
      return against.isHash(derived) & kept.isPresent();
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  private byte[] derive(Passphrase password, byte[] salt, Argon2idParameters cost) {
    if (here.incrementAndGet() > AT_ONCE + QUEUE) {
      here.decrementAndGet();
      throw new PasswordsBusyException();
    }
    try {
      turns.acquireUninterruptibly();
      try {
        return password.expose(utf8 -> kdf.derive(utf8, salt, cost));
      } finally {
        turns.release();
      }
    } finally {
      here.decrementAndGet();
    }
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
