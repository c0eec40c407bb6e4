package dev.watchword.core.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.Serial;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedSecretTest {

  private static final byte[] BYTES = "a secret of 20 bytes".getBytes(US_ASCII);

  @Nested
  class Holding {

    @Test
    void copiesTheBytesInSoThatTheCallerMayWipeItsOwn() {
      byte[] own = BYTES.clone();
      SharedSecret secret = SharedSecret.copyOf(own);
      own[0] = 0;

      assertThat(secret.<byte[]>expose(byte[]::clone)).isEqualTo(BYTES);
    }

    @Test
    void lendsACopyWhoseChangeDoesNotReachTheSecret() {
      SharedSecret secret = SharedSecret.copyOf(BYTES);
      secret.exposeTo(lent -> lent[0] = 0);

      assertThat(secret.<byte[]>expose(byte[]::clone)).isEqualTo(BYTES);
    }

    @Test
    void wipesTheLentBytesWhenTheReaderReturns() {
      SharedSecret secret = SharedSecret.copyOf(BYTES);

      assertThat(secret.<byte[]>expose(lent -> lent)).containsOnly(0);
      List<byte[]> kept = new ArrayList<>();
      secret.exposeTo(kept::add);
      assertThat(kept.getFirst()).containsOnly(0);
    }

    @Test
    void wipesTheLentBytesEvenWhenTheReaderFails() {
      SharedSecret secret = SharedSecret.copyOf(BYTES);
      List<byte[]> kept = new ArrayList<>();

      assertThatIllegalStateException()
          .isThrownBy(() ->
              secret.exposeTo(lent -> {
                kept.add(lent);
                throw new IllegalStateException("the reader's own");
              }))
          .withMessage("the reader's own");
      assertThat(kept.getFirst()).containsOnly(0);
    }

    @Test
    void readsBase32() {
      assertThat(SharedSecret.ofBase32("mzxw 6ytb oi"))
          .isEqualTo(SharedSecret.copyOf("foobar".getBytes(US_ASCII)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 1024})
    void takesOneToAThousandAndTwentyFourBytes(int length) {
      assertThat(SharedSecret.copyOf(new byte[length]).lengthBytes()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1025, 100_000})
    void refusesOtherLengths(int length) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SharedSecret.copyOf(new byte[length]))
          .withMessage("secret: 1 to 1024 bytes, got " + length);
    }
  }

  /// CR-16.
  @Nested
  class Making {

    @Test
    void takesFreshBytesFromTheGivenSourceAlone() {
      CountingRandom random = new CountingRandom();

      assertThat(SharedSecret.random(random, 3).<byte[]>expose(byte[]::clone))
          .containsExactly(1, 2, 3);
      assertThat(SharedSecret.random(random, 2).<byte[]>expose(byte[]::clone))
          .containsExactly(4, 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1025})
    void refusesALengthOutOfRange(int length) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SharedSecret.random(new CountingRandom(), length))
          .withMessage("lengthBytes: 1 to 1024, got " + length);
    }
  }

  @Nested
  class Closing {

    private final SharedSecret secret = SharedSecret.copyOf(BYTES);

    @Test
    void wipesTheBytesThemselves() throws ReflectiveOperationException {
      var field = SharedSecret.class.getDeclaredField("bytes");
      field.setAccessible(true);
      byte[] held = (byte[]) field.get(secret);
      assertThat(held).isEqualTo(BYTES);

      secret.close();

      assertThat(held).containsOnly(0);
    }

    @Test
    void refusesEveryUseAfterwards() {
      secret.close();

      assertThatIllegalStateException().isThrownBy(() -> secret.expose(b -> b.length));
      assertThatIllegalStateException().isThrownBy(() -> secret.exposeTo(b -> {}));
      assertThatIllegalStateException().isThrownBy(secret::copy);
    }

    @Test
    void leavesACopyAlive() {
      SharedSecret copy = secret.copy();
      secret.close();

      assertThat(copy.<byte[]>expose(byte[]::clone)).isEqualTo(BYTES);
    }

    @Test
    void mayHappenTwice() {
      secret.close();
      secret.close();

      assertThat(secret.lengthBytes()).isEqualTo(20);
    }
  }

  @Nested
  class Equality {

    @Test
    void isOfTheBytes() {
      SharedSecret secret = SharedSecret.copyOf(BYTES);
      byte[] other = BYTES.clone();
      other[19]++;

      assertThat(secret)
          .isEqualTo(SharedSecret.copyOf(BYTES))
          .hasSameHashCodeAs(SharedSecret.copyOf(BYTES))
          .isNotEqualTo(SharedSecret.copyOf(other))
          .isNotEqualTo(SharedSecret.copyOf(new byte[] {1}))
          .isNotEqualTo("a secret of 20 bytes");
    }

    @Test
    void tellsNothingOfTheBytesByItsHashCode() {
      assertThat(SharedSecret.copyOf(BYTES)).hasSameHashCodeAs(SharedSecret.copyOf(new byte[20]));
    }

    @Test
    void holdsOfNoTwoWipedSecrets() {
      SharedSecret one = SharedSecret.copyOf(BYTES);
      SharedSecret two = SharedSecret.copyOf(new byte[20]);
      one.close();

      assertThat(one).isNotEqualTo(two);
      two.close();
      assertThat(one).isNotEqualTo(two);
    }
  }

  /// Counts up instead of drawing, so that the bytes of a secret are known beforehand.
  private static final class CountingRandom extends SecureRandom {

    @Serial private static final long serialVersionUID = 1L;
    private byte next = 1;

    @Override
    public void nextBytes(byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = next++;
      }
    }
  }
}
