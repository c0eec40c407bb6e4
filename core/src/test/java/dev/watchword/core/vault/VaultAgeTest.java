package dev.watchword.core.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultAgeTest {

  @ParameterizedTest
  @CsvSource({
    "2, 10, false",
    "2, 11, false",
    "3, 11, false",
    "2, 9, true",
    "1, 10, true",
    "1, 99, true",
    "3, 9, true"
  })
  void isBeforeAnotherWhereEitherIsLower(int keyVersion, long revision, boolean before) { // CR-13
    assertThat(new VaultAge(keyVersion, revision).isBefore(new VaultAge(2, 10))).isEqualTo(before);
  }

  @Test
  void countsFromOne() {
    assertThatIllegalArgumentException().isThrownBy(() -> new VaultAge(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new VaultAge(1, 0));
  }
}
