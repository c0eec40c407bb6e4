package dev.watchword.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// SECURITY CR-18
class PassphraseTest {

  private static String bytesOf(String text) {
    try (Passphrase passphrase = Passphrase.of(text.toCharArray())) {
      return passphrase.expose(utf8 -> new String(utf8, StandardCharsets.UTF_8));
    }
  }

  @Test
  void isNormalisedToNfc() {
    assertThat(bytesOf("e\u0301t\u00e9")).isEqualTo("\u00e9t\u00e9");
  }

  @Test
  void keepsEveryCharacterBlanksIncluded() {
    assertThat(bytesOf("  two  blanks ")).isEqualTo("  two  blanks ");
  }

  @Test
  void takes64And1024BytesAndRefusesOneMore() {
    assertThat(bytesOf("x".repeat(64))).hasSize(64);
    assertThat(bytesOf("x".repeat(1024))).hasSize(1024);
    assertThatThrownBy(() -> bytesOf("x".repeat(1025)))
        .hasMessage("passphrase: longer than 1,024 bytes");
    assertThatThrownBy(() -> bytesOf("\u00e9".repeat(513)))
        .hasMessage("passphrase: longer than 1,024 bytes");
  }

  @Test
  void refusesAnEmptyOne() {
    assertThatThrownBy(() -> bytesOf("")).hasMessage("passphrase: it is empty");
  }

  @Test
  void wipesItselfAndPrintsNothing() {
    Passphrase passphrase = Passphrase.of("correct horse".toCharArray());
    passphrase.close();

    byte[] left = passphrase.expose(byte[]::clone);
    assertThat(left).containsOnly(0);
    assertThat(passphrase.toString()).isEqualTo("Passphrase[REDACTED]");
  }

  @Test
  void lendsACopyThatIsWipedAfterwards() {
    try (Passphrase passphrase = Passphrase.of("correct horse".toCharArray())) {
      byte[] lent = passphrase.expose(utf8 -> utf8);
      assertThat(lent).containsOnly(0);
      byte[] kept = passphrase.expose(utf8 -> Arrays.copyOf(utf8, 7));
      assertThat(kept).isEqualTo("correct".getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Nested
  class Policy {

    private final PassphrasePolicy alone =
        new PassphrasePolicy(PassphrasePolicy.ALONE, Set.of("iloveyouiloveyou")::contains);

    private boolean refused(PassphrasePolicy policy, String text) {
      try (Passphrase passphrase = Passphrase.of(text.toCharArray())) {
        return policy.objection(passphrase).isPresent();
      }
    }

    @Test
    void asksFor15CodePointsAloneAnd8BesideAFactor() {
      assertThat(refused(alone, "fourteen chars")).isTrue();
      assertThat(refused(alone, "fifteen charact")).isFalse();
      assertThat(refused(alone, "\ud83d\ude42".repeat(14))).isTrue();
      assertThat(refused(alone, "\ud83d\ude42".repeat(15))).isFalse();
      PassphrasePolicy beside = new PassphrasePolicy(PassphrasePolicy.WITH_MFA, x -> false);
      assertThat(refused(beside, "7 chars")).isTrue();
      assertThat(refused(beside, "8 chars!")).isFalse();
    }

    @Test
    void refusesACommonOneInAnyCase() {
      assertThat(refused(alone, "ILoveYouILoveYou")).isTrue();
    }
  }
}
