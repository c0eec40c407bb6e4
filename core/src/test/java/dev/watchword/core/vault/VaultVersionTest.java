package dev.watchword.core.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.watchword.core.seal.SealedBytes;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultVersionTest {

  private static VaultVersion version(int keyVersion, long revision, int mac) {
    Optional<SealedBytes> known =
        mac == 0 ? Optional.empty() : Optional.of(SealedBytes.copyOf(new byte[] {(byte) mac}));
    return new VaultVersion(keyVersion, revision, known);
  }

  /// @param mac 0 for one that is not known
  @ParameterizedTest
  @CsvSource({
    "2, 10, 7, true", "2, 10, 0, true", "2, 11, 7, true", "2, 11, 8, true", "3, 11, 8, true",
    "2, 10, 8, false", "2, 9, 7, false", "2, 9, 0, false", "1, 10, 7, false", "1, 99, 8, false",
    "3, 9, 8, false"
  })
  void comesAfterAnotherWhereNeitherIsLowerAndTheSameIsTheSame( // CR-13
      int keyVersion, long revision, int mac, boolean follows) {
    assertThat(version(keyVersion, revision, mac).canFollow(version(2, 10, 7))).isEqualTo(follows);
  }

  @Test
  void isNotToldFromOneWhoseMacIsNotKnown() {
    assertThat(version(2, 10, 8).canFollow(version(2, 10, 0))).isTrue();
  }

  @Test
  void countsFromOne() {
    assertThatIllegalArgumentException().isThrownBy(() -> version(0, 1, 7));
    assertThatIllegalArgumentException().isThrownBy(() -> version(1, 0, 7));
  }
}
