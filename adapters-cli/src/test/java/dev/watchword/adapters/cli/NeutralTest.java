package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SECURITY LO-05.
class NeutralTest {

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x07, 0x08, 0x0a, 0x0d, 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0xad, 0x34f, 0x61c, 0x115f,
        0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2060,
        0x2066, 0x2069, 0x2800, 0x3164, 0xfeff, 0xfff9, 0xe0001, 0xe0041, 0xe0100
      })
  void writesOutWhatSteersHidesOrTurns(int codePoint) {
    String shown = Neutral.line("Bank" + Character.toString(codePoint) + "X");

    assertThat(shown).isEqualTo("Bank\\u{" + Integer.toHexString(codePoint) + "}X");
  }

  @Test
  void writesOutALoneSurrogate() {
    assertThat(Neutral.line("a\ud800b")).isEqualTo("a\\u{d800}b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OpenAI", "Müller & Söhne", "Банк", "銀行", "بنك", "😀 Emoji", "é ñ"})
  void leavesNamesOfAnyLanguageAlone(String name) {
    assertThat(Neutral.line(name)).isEqualTo(name);
  }

  @Test
  void keepsAJoinerBetweenLettersThatNeedIt() {
    String persian = "می‌خواهم";

    assertThat(Neutral.line(persian)).isEqualTo(persian);
    assertThat(Neutral.line("Op‌en")).isEqualTo("Op\\u{200c}en");
    assertThat(Neutral.line("‌م")).isEqualTo("\\u{200c}م");
  }

  @Test
  void lineFeedsStayInABlockAndNotInALine() {
    assertThat(Neutral.block("a\n\tb\u001b[31m")).isEqualTo("a\n\tb\\u{1b}[31m");
    assertThat(Neutral.line("a\nb")).isEqualTo("a\\u{a}b");
  }
}
