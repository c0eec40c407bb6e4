package dev.watchword.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class FixedRandomTest {

  @Test
  void givesTheSameBytesForTheSameSeed() {
    byte[] one = new byte[40];
    byte[] other = new byte[40];
    FixedRandom.seeded(7).nextBytes(one);
    FixedRandom.seeded(7).nextBytes(other);

    assertThat(one).isEqualTo(other).isNotEqualTo(new byte[40]);
    assertThat(FixedRandom.seeded(7).nextInt(1_000_000))
        .isEqualTo(FixedRandom.seeded(7).nextInt(1_000_000));
  }

  @Test
  void givesTheBytesThatAreSpeltOutAndNoMore() {
    FixedRandom random = FixedRandom.hex("01020304");
    byte[] first = new byte[3];
    random.nextBytes(first);

    assertThat(first).containsExactly(1, 2, 3);
    assertThatIllegalStateException().isThrownBy(() -> random.nextBytes(new byte[2]));
  }
}
