package dev.watchword.adapters.storage;

import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.PassphraseKdf;
import java.util.Optional;

/// Argon2id by libsodium where the system has it and it fits, else by Bouncy Castle; the bytes are
/// the same. Loads neither before it is asked. Thread-safe.
final class FastestArgon2 implements PassphraseKdf {

  /// Loads the library once, at the first use.
  private static final class Sodium {
    static final Optional<SodiumArgon2> LOADED = SodiumArgon2.load();
  }

  @Override
  public byte[] derive(byte[] passphrase, byte[] salt, Argon2idParameters cost) {
    return Sodium.LOADED
        .filter(sodium -> sodium.fits(cost))
        .flatMap(sodium -> sodium.derive(passphrase, salt, cost))
        .orElseGet(() -> new BouncyCastleArgon2().derive(passphrase, salt, cost));
  }
}
