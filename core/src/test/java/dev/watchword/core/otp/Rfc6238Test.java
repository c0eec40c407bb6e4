package dev.watchword.core.otp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.watchword.core.otp.OneTimePassword.Validity;
import dev.watchword.core.secret.SharedSecret;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc6238Test {

  private static final Duration THIRTY_SECONDS = Duration.ofSeconds(30);

  /// The seed of Appendix B: ASCII digits, as many as the hash has bytes.
  private static SharedSecret seed(HashAlgorithm algorithm) {
    return SharedSecret.copyOf(
        "1234567890".repeat(7).substring(0, algorithm.outputBytes()).getBytes(US_ASCII));
  }

  private static Totp totp(HashAlgorithm algorithm, int digits, Duration period, Instant t0) {
    return new Totp(seed(algorithm), new TotpParameters(algorithm, new Digits(digits), period, t0));
  }

  /// RFC 6238 Appendix B, 18 of 18 (OV-02).
  @ParameterizedTest
  @CsvSource({
    "59, SHA1, 94287082",
    "59, SHA256, 46119246",
    "59, SHA512, 90693936",
    "1111111109, SHA1, 07081804",
    "1111111109, SHA256, 68084774",
    "1111111109, SHA512, 25091201",
    "1111111111, SHA1, 14050471",
    "1111111111, SHA256, 67062674",
    "1111111111, SHA512, 99943326",
    "1234567890, SHA1, 89005924",
    "1234567890, SHA256, 91819424",
    "1234567890, SHA512, 93441116",
    "2000000000, SHA1, 69279037",
    "2000000000, SHA256, 90698825",
    "2000000000, SHA512, 38618901",
    "20000000000, SHA1, 65353130",
    "20000000000, SHA256, 77737706",
    "20000000000, SHA512, 47863826"
  })
  void givesTheCodeOfAppendixB(long second, HashAlgorithm algorithm, String code) {
    try (Totp totp = totp(algorithm, 8, THIRTY_SECONDS, Instant.EPOCH)) {
      assertThat(totp.at(Instant.ofEpochSecond(second)).code()).isEqualTo(code);
    }
  }

  /// OV-04; the codes were made with another implementation, in a language of unbounded integers.
  @ParameterizedTest
  @CsvSource({
    "2147483647, 71582788, SHA1, 24703886",
    "2147483648, 71582788, SHA1, 24703886",
    "2147483648, 71582788, SHA256, 68493486",
    "2147483648, 71582788, SHA512, 44067341",
    "2147483678, 71582789, SHA1, 51302373",
    "4294967295, 143165576, SHA1, 59791428",
    "4294967296, 143165576, SHA1, 59791428",
    "4294967296, 143165576, SHA256, 77645532",
    "4294967296, 143165576, SHA512, 92399846",
    "253402300799, 8446743359, SHA1, 60099568",
    "253402300799, 8446743359, SHA256, 58300069",
    "253402300799, 8446743359, SHA512, 82458292"
  })
  void countsStepsInSixtyFourBits(long second, long step, HashAlgorithm algorithm, String code) {
    Instant time = Instant.ofEpochSecond(second);
    try (Totp totp = totp(algorithm, 8, THIRTY_SECONDS, Instant.EPOCH)) {
      assertThat(TotpParameters.STANDARD.stepAt(time)).isEqualTo(step);
      assertThat(totp.at(time).code()).isEqualTo(code);
      assertThat(totp.code(step)).isEqualTo(code);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1969-12-31T23:59:59Z",
        "1969-12-31T23:59:59.999999999Z",
        "-1000000000-01-01T00:00:00Z"
      })
  void refusesATimeBeforeNineteenSeventy(String time) {
    try (Totp totp = totp(HashAlgorithm.SHA1, 6, THIRTY_SECONDS, Instant.EPOCH)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> totp.at(Instant.parse(time)))
          .withMessageStartingWith("time: not before T0 = 1970-01-01T00:00:00Z");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1234567890, 965462",
    "7, 176366841, 656469",
    "15, 82304526, 646852",
    "30, 41152263, 005924",
    "60, 20576131, 713351",
    "3600, 342935, 488501",
    "86400, 14288, 844554"
  })
  void takesPeriodsFromASecondToADay(long period, long step, String code) {
    Instant time = Instant.ofEpochSecond(1_234_567_890);
    TotpParameters parameters =
        new TotpParameters(HashAlgorithm.SHA1, Digits.SIX, Duration.ofSeconds(period));
    try (Totp totp = new Totp(seed(HashAlgorithm.SHA1), parameters)) {
      assertThat(parameters.stepAt(time)).isEqualTo(step);
      assertThat(totp.at(time).code()).isEqualTo(code);
      assertThat(totp.at(time).validity())
          .contains(
              new Validity(
                  Instant.ofEpochSecond(step * period),
                  Instant.ofEpochSecond((step + 1) * period)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PT0S", "PT-30S", "PT0.999S", "PT30.5S", "PT24H0.000000001S", "PT24H1S", "P365D"})
  void refusesOtherPeriods(String period) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new TotpParameters(HashAlgorithm.SHA1, Digits.SIX, Duration.parse(period)))
        .withMessageStartingWith("period: 1 to 86400 whole seconds");
  }

  @Nested
  class StartOfCounting {

    private final Instant t0 = Instant.ofEpochSecond(1_000_000_000);

    @Test
    void movesTheSteps() {
      try (Totp totp = totp(HashAlgorithm.SHA1, 6, THIRTY_SECONDS, t0)) {
        assertThat(totp.at(Instant.ofEpochSecond(1_234_567_890)).code()).isEqualTo("398700");
        assertThat(totp.at(t0).code()).isEqualTo("755224");
        assertThat(totp.at(t0).validity()).contains(new Validity(t0, t0.plusSeconds(30)));
      }
    }

    @Test
    void refusesATimeBeforeIt() {
      try (Totp totp = totp(HashAlgorithm.SHA1, 6, THIRTY_SECONDS, t0)) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> totp.at(t0.minusNanos(1)))
            .withMessageStartingWith("time: not before T0 = 2001-09-09T01:46:40Z");
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31T23:59:59Z", "2001-09-09T01:46:40.5Z"})
    void isAWholeSecondAndNotBeforeNineteenSeventy(String refused) {
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              new TotpParameters(
                  HashAlgorithm.SHA1, Digits.SIX, THIRTY_SECONDS, Instant.parse(refused)))
          .withMessageStartingWith("t0: a whole second, 1970 or later");
    }
  }

  @Nested
  class ValidityOfACode {

    private final Totp totp = totp(HashAlgorithm.SHA1, 6, THIRTY_SECONDS, Instant.EPOCH);
    private final Instant start = Instant.ofEpochSecond(1_234_567_890);

    @Test
    void beginsAtItsFirstInstantAndEndsBeforeTheNextCodes() {
      OneTimePassword code = totp.at(start);

      assertThat(code.validity()).contains(new Validity(start, start.plusSeconds(30)));
      assertThat(totp.at(start.plusSeconds(30).minusNanos(1))).isEqualTo(code);
      assertThat(totp.at(start.plusSeconds(30))).isNotEqualTo(code);
      assertThat(totp.at(start.minusNanos(1))).isNotEqualTo(code);
    }

    @Test
    void tellsTheTimeLeftAndNeverLessThanNone() {
      Validity validity = totp.at(start).validity().orElseThrow();

      assertThat(validity.left(start)).isEqualTo(THIRTY_SECONDS);
      assertThat(validity.left(start.plusMillis(29_999))).isEqualTo(Duration.ofMillis(1));
      assertThat(validity.left(start.plusSeconds(30))).isZero();
      assertThat(validity.left(start.plusSeconds(31))).isZero();
    }

    @Test
    void refusesANegativeStep() {
      assertThatIllegalArgumentException().isThrownBy(() -> totp.ofStep(-1));
      assertThatIllegalArgumentException().isThrownBy(() -> totp.code(-1));
    }
  }
}
