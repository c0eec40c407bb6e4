package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.watchword.core.seal.Argon2idContract;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.PassphraseKdf;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FastestArgon2Test implements Argon2idContract {

  @Override
  public PassphraseKdf kdf() {
    return new FastestArgon2();
  }

  @Test
  void findsLibsodiumWhereItIsInstalled() {
    Optional<SodiumArgon2> sodium = SodiumArgon2.load();
    assumeTrue(sodium.isPresent() || "true".equals(System.getenv("CI")), "no libsodium here");

    byte[] salt = new byte[16];
    byte[] passphrase = {'p'};
    assertThat(sodium.orElseThrow().derive(passphrase, salt, Argon2idParameters.FLOOR))
        .contains(new BouncyCastleArgon2().derive(passphrase, salt, Argon2idParameters.FLOOR));
  }

  @Test
  void leavesSeveralLanesToBouncyCastle() {
    Optional<SodiumArgon2> sodium = SodiumArgon2.load();
    assumeTrue(sodium.isPresent() || "true".equals(System.getenv("CI")), "no libsodium here");

    assertThat(sodium.orElseThrow().fits(new Argon2idParameters(19 * 1024, 2, 2))).isFalse();
  }
}
