package dev.watchword.core.matching;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmittedCodeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "012345",
        " 012345",
        "012345\t",
        "012 345",
        "012-345",
        "\u00a0012\u2009345\u3000",
        "０１２３４５",
        "٠١٢٣٤٥",
        "०१२३४५",
        "012345\r\n"
      })
  void readsHonestSpellingsAlike(String typed) { // OV-08
    SubmittedCode code = SubmittedCode.of(typed);

    assertThat(code.hasDigits(6)).isTrue();
    assertThat(code.value()).isEqualTo(12345);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "123",
        "12345678901",
        "+12345",
        "-",
        "12345a",
        "1234.5",
        "0x1234",
        "12345\0",
        "①②③④⑤⑥",
        "1e5555"
      })
  void takesAnythingElseForACodeThatMatchesNothing(String typed) { // OV-08
    SubmittedCode code = SubmittedCode.of(typed);

    assertThat(code.value()).isEqualTo(-1);
    for (int digits = 1; digits <= 12; digits++) {
      assertThat(code.hasDigits(digits)).isFalse();
    }
  }

  @Test
  void readsNoMoreThanACodeCouldBe() {
    assertThat(SubmittedCode.of("1".repeat(10_000_000)).value()).isEqualTo(-1);
  }

  @Test
  void doesNotShowItself() { // LO-04
    assertThat(SubmittedCode.of("123456").toString()).isEqualTo("SubmittedCode[REDACTED]");
  }
}
