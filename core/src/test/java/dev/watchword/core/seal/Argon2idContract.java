package dev.watchword.core.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every [PassphraseKdf] that is Argon2id version 1.3 (RFC 9106) gives, to the byte.
///
/// The answers are those of the reference implementation's own command, for example: `printf %s
/// "$passphrase" | argon2 "$salt" -id -v 13 -k 65536 -t 3 -p 1 -l 32 -r`
public interface Argon2idContract extends PassphraseKdfContract {

  @ParameterizedTest(name = "{2} KiB, {3} passes, {4} lanes")
  @CsvSource({
    "correct horse battery staple, sixteen byte sal, 65536, 3, 1, "
        + "0ac0e711d294c49ec3e51f2a6eb18afdbfb4a17a646f490ae30534315dbd05b9",
    "password, somesaltsomesalt, 65536, 2, 1, "
        + "fc33b78139231d34b71626bd6245c1d72efa190ad605c3d8166a72adcedfa2c2",
    "passwörd 🔑, 0123456789abcdef, 19456, 2, 1, "
        + "cc65f6e40f5ea2b5d0a95c82e69e76e9bd5b06038af0cfcd0d791a55f3ce5fcd",
    "password, somesaltsomesalt, 19456, 2, 2, "
        + "f79709dc7f6d1cf738e5df635cc03ca69d559e19bf70818ce966e302bbfab9af",
    "correct horse battery staple, sixteen byte sal, 65536, 3, 4, "
        + "7d19815288ee3c6eda4ea9b0c1a7a547fcb6e0c96953d57f1d9d743582c32ade"
  })
  default void givesTheBytesOfTheReferenceImplementation(
      String passphrase, String salt, int memoryKib, int iterations, int lanes, String expected) {
    byte[] key =
        kdf()
            .derive(
                passphrase.getBytes(StandardCharsets.UTF_8),
                salt.getBytes(StandardCharsets.US_ASCII),
                new Argon2idParameters(memoryKib, iterations, lanes));

    assertThat(HexFormat.of().formatHex(key)).isEqualTo(expected);
  }
}
