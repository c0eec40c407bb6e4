package dev.watchword.core.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a check says of a key that was used often.
class VaultCheckTest {

  @ParameterizedTest
  @CsvSource({"1, false", "1073741823, false", "1073741824, true", "4294967295, true"})
  void advisesAnotherKeyFromTwoToTheThirtyUsesOn(long seals, boolean advised) { // CR-06
    assertThat(new VaultCheck(3, seals, List.of()).rotationAdvised()).isEqualTo(advised);
  }
}
