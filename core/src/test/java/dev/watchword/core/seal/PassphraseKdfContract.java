package dev.watchword.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every [PassphraseKdf] does, the fake one too. [Argon2idContract] adds the bytes.
public interface PassphraseKdfContract {

  PassphraseKdf kdf();

  @Test
  default void givesThirtyTwoBytesThatDependOnNothingButItsArguments() {
    byte[] once = derive("correct horse", 1, Argon2idParameters.FLOOR);
    byte[] again = derive("correct horse", 1, Argon2idParameters.FLOOR);

    assertThat(once).hasSize(32).isEqualTo(again).isNotEqualTo(new byte[32]);
  }

  @Test
  default void givesOtherBytesForAnotherPassphraseSaltOrCost() {
    byte[] plain = derive("correct horse", 1, Argon2idParameters.FLOOR);

    assertThat(derive("correct horsf", 1, Argon2idParameters.FLOOR)).isNotEqualTo(plain);
    assertThat(derive("correct horse", 2, Argon2idParameters.FLOOR)).isNotEqualTo(plain);
    assertThat(derive("correct horse", 1, new Argon2idParameters(20 * 1024, 2, 1)))
        .isNotEqualTo(plain);
    assertThat(derive("correct horse", 1, new Argon2idParameters(19 * 1024, 3, 1)))
        .isNotEqualTo(plain);
    assertThat(derive("correct horse", 1, new Argon2idParameters(19 * 1024, 2, 2)))
        .isNotEqualTo(plain);
  }

  @Test
  default void usesAPassphraseOf1024BytesToItsLastByte() {
    String long1 = "x".repeat(1023) + "y";
    String long2 = "x".repeat(1023) + "z";

    assertThat(derive(long1, 1, Argon2idParameters.FLOOR))
        .isNotEqualTo(derive(long2, 1, Argon2idParameters.FLOOR));
  }

  @Test
  default void leavesThePassphraseAndTheSaltAsTheyWere() {
    byte[] passphrase = "correct horse".getBytes(StandardCharsets.UTF_8);
    byte[] salt = salt(3);
    kdf().derive(passphrase, salt, Argon2idParameters.FLOOR);

    assertThat(passphrase).isEqualTo("correct horse".getBytes(StandardCharsets.UTF_8));
    assertThat(salt).isEqualTo(salt(3));
  }

  @Test
  default void refusesASaltThatIsNotSixteenBytes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kdf().derive(new byte[] {1}, new byte[15], Argon2idParameters.FLOOR))
        .withMessageContaining("salt");
  }

  @Test
  default void servesSeveralThreadsAtOnce() throws Exception {
    PassphraseKdf shared = kdf();
    byte[] expected = derive("p", 4, Argon2idParameters.FLOOR);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<byte[]> one =
          () -> shared.derive(new byte[] {'p'}, salt(4), Argon2idParameters.FLOOR);
      for (Future<byte[]> each : threads.invokeAll(List.of(one, one, one, one))) {
        assertThat(each.get()).isEqualTo(expected);
      }
    }
  }

  private byte[] derive(String passphrase, int salt, Argon2idParameters cost) {
    return kdf().derive(passphrase.getBytes(StandardCharsets.UTF_8), salt(salt), cost);
  }

  private static byte[] salt(int last) {
    byte[] salt = new byte[16];
    salt[15] = (byte) last;
    return salt;
  }
}
