package dev.watchword.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.testing.FixedRandom;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// SECURITY TK-01: prefix, 256 random bits, checksum.
class TokenTextTest {

  private final TokenText token = TokenText.random(FixedRandom.seeded(1));

  @Test
  void isThePrefixAnd58Characters() {
    assertThat(token.reveal()).matches("wwt_[A-Z2-7]{58}");
    assertThat(TokenText.parse(token.reveal()).orElseThrow().hash()).isEqualTo(token.hash());
  }

  @Test
  void noticesEverySingleMistypedCharacter() {
    String text = token.reveal();
    for (int i = 0; i < text.length(); i++) {
      String mistyped =
          text.substring(0, i) + (text.charAt(i) == 'A' ? 'B' : 'A') + text.substring(i + 1);
      assertThat(TokenText.parse(mistyped)).as("place " + i).isEmpty();
    }
  }

  @Test
  void noticesTwoNeighboursThatChangedPlaces() {
    String text = token.reveal();
    for (int i = 0; i + 1 < text.length(); i++) {
      if (text.charAt(i) != text.charAt(i + 1)) {
        String swapped =
            text.substring(0, i) + text.charAt(i + 1) + text.charAt(i) + text.substring(i + 2);
        assertThat(TokenText.parse(swapped)).as("place " + i).isEmpty();
      }
    }
  }

  @Test
  void hasOneSpelling() {
    String text = token.reveal();
    assertThat(TokenText.parse(text.toLowerCase(Locale.ROOT))).isEmpty();
    assertThat(TokenText.parse(text + "=")).isEmpty();
    assertThat(TokenText.parse(" " + text)).isEmpty();
    assertThat(TokenText.parse("")).isEmpty();
    // the last character carries two spare bits; only one of four spellings of the same bytes
    // counts
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    long accepted =
        alphabet
            .chars()
            .mapToObj(last -> text.substring(0, text.length() - 1) + (char) last)
            .filter(t -> TokenText.parse(t).isPresent())
            .count();
    assertThat(accepted).isEqualTo(1);
  }

  @Test
  void showsNoMoreThanPrefixAndLastFour() {
    assertThat(token.hint()).isEqualTo("wwt_…" + token.reveal().substring(58));
    assertThat(token.toString() + token.hash()).doesNotContain(token.reveal().substring(4, 20));
  }
}
