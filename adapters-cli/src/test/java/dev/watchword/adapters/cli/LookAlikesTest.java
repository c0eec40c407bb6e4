package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// SECURITY LO-05.
class LookAlikesTest {

  @ParameterizedTest
  @CsvSource({
    "ОpenAI, OpenAI",
    "Gооgle, Google",
    "рayраl, paypal",
    "Ａpple, Apple",
    "РауРаӏ, PayPal"
  })
  void findsLettersOfAnotherAlphabetThatLookTheSame(String disguised, String plain) {
    assertThat(LookAlikes.of(disguised)).contains(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"OpenAI", "", "Сбербанк", "Сервер", "Müller", "Ελλάδα", "銀行 Bank", "Яндекс Mail"})
  void leavesHonestNamesAlone(String name) {
    assertThat(LookAlikes.of(name)).isEmpty();
  }

  @Test
  void findsOneStrangeLetterBesideForeignWords() {
    assertThat(LookAlikes.of("Банк Gооgle")).isPresent();
  }
}
