package dev.watchword.core.otp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.watchword.core.otp.OneTimePassword.Validity;
import dev.watchword.core.secret.Pin;
import dev.watchword.core.secret.SharedSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Codes that have no RFC were made with another implementation of the same description.
class OtpKeyTest {

  private static final Instant TIME = Instant.ofEpochSecond(1_234_567_890);

  private static SharedSecret ascii(String text) {
    return SharedSecret.copyOf(text.getBytes(US_ASCII));
  }

  private static SharedSecret hex(String text) {
    return SharedSecret.copyOf(HexFormat.of().parseHex(text));
  }

  @Nested
  class TimeBased {

    private final OtpKey key = new OtpKey(TotpParameters.STANDARD, ascii("12345678901234567890"));

    @Test
    void givesTheCurrentAndTheNextCodeWithTheirValidity() {
      assertThat(key.at(TIME).code()).isEqualTo("005924");
      assertThat(key.at(TIME).validity()).contains(new Validity(TIME, TIME.plusSeconds(30)));
      assertThat(key.nextAfter(TIME).code()).isEqualTo("590587");
      assertThat(key.nextAfter(TIME).validity())
          .contains(new Validity(TIME.plusSeconds(30), TIME.plusSeconds(60)));
      assertThat(key.nextAfter(TIME)).isEqualTo(key.at(TIME.plusSeconds(30)));
    }

    @Test
    void honoursAlgorithmDigitsPeriodAndT0() {
      OtpKey other =
          new OtpKey(
              new TotpParameters(
                  HashAlgorithm.SHA1,
                  Digits.SIX,
                  Duration.ofSeconds(30),
                  Instant.ofEpochSecond(1_000_000_000)),
              ascii("12345678901234567890"));

      assertThat(other.at(TIME).code()).isEqualTo("398700");
    }
  }

  @Nested
  class CounterBased {

    private OtpKey key(long counter) {
      return new OtpKey(
          new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, counter),
          ascii("12345678901234567890"));
    }

    @Test
    void givesTheCodeOfItsCounterWhateverTheTime() {
      assertThat(key(3).at(TIME).code()).isEqualTo("969429");
      assertThat(key(3).at(Instant.MIN).code()).isEqualTo("969429");
      assertThat(key(3).at(TIME).validity()).isEmpty();
      assertThat(key(3).nextAfter(TIME).code()).isEqualTo("338314");
    }

    @Test
    void movesOnUnderNewParametersWithTheSameSecret() {
      OtpKey moved =
          key(3).withParameters(new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, 3).advanced());

      assertThat(moved.at(TIME).code()).isEqualTo("338314");
    }

    @Test
    void hasNoCodeAfterTheLastCounter() {
      assertThat(key(Long.MAX_VALUE).at(TIME).code()).isEqualTo("181742");
      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(() -> key(Long.MAX_VALUE).nextAfter(TIME));
      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(
              () -> new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, Long.MAX_VALUE).advanced());
    }
  }

  @Nested
  class Steam {

    @Test
    void givesAPublishedCode() {
      OtpKey key =
          new OtpKey(
              new SteamParameters(), SharedSecret.ofBase32("63BEDWCQZKTQWPESARIERL5DTTQFCJTK"));

      assertThat(key.at(Instant.ofEpochSecond(1511200518)).code()).isEqualTo("FR8RV");
    }

    @ParameterizedTest
    @CsvSource({"0, GG5F5", "59, PV9M4", "1234567890, VHHQY", "4294967296, BRCMF"})
    void writesTheTruncatedValueInItsOwnAlphabet(long second, String code) {
      OtpKey key = new OtpKey(new SteamParameters(), ascii("12345678901234567890"));

      assertThat(key.at(Instant.ofEpochSecond(second)).code()).isEqualTo(code);
    }

    @Test
    void changesEveryThirtySeconds() {
      OtpKey key = new OtpKey(new SteamParameters(), ascii("12345678901234567890"));

      assertThat(key.nextAfter(TIME).code()).isEqualTo("QMXQW");
      assertThat(key.at(TIME).validity()).contains(new Validity(TIME, TIME.plusSeconds(30)));
    }
  }

  @Nested
  class Yandex {

    private static final String PUBLISHED = "6SB2IKNM6OBZPAVBVTOHDKS4FAAAAAAADFUTQMBTRY";

    private OtpKey key(SharedSecret secret, String pin) {
      return new OtpKey(new YandexParameters(), secret, Optional.of(Pin.of(pin)));
    }

    @Test
    void givesAPublishedCode() {
      assertThat(
              key(SharedSecret.ofBase32(PUBLISHED), "5239")
                  .at(Instant.ofEpochSecond(1641559648))
                  .code())
          .isEqualTo("umozdicq");
    }

    /// With the PIN 0363 the key's hash begins with a zero byte, which is left out.
    @ParameterizedTest
    @CsvSource({
      "1234, 0, qdooencx",
      "1234, 1234567890, kbrbkxet",
      "0123456789abcdef, 1234567890, xlpiusuw",
      "пароль, 4294967296, trdgfktr",
      "0363, 1234567890, srbmsoyc"
    })
    void mixesPinAndSecret(String pin, long second, String code) {
      OneTimePassword password =
          key(ascii("sixteen byte key"), pin).at(Instant.ofEpochSecond(second));

      assertThat(password.code()).isEqualTo(code);
      Instant from = Instant.ofEpochSecond(second - second % 30);
      assertThat(password.validity()).contains(new Validity(from, from.plusSeconds(30)));
    }

    @Test
    void readsOnlyTheFirstSixteenBytes() {
      String typed = "7369787465656e2062797465206b65790000000000000000589e";

      assertThat(key(hex(typed), "1234").at(TIME).code()).isEqualTo("kbrbkxet");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "7369787465656e2062797465206b65790000000000000000589f",
          "7369787465656e2062797465206b65790000000000000000489e",
          "7269787465656e2062797465206b65790000000000000000589e",
          "7369787465656e2062797465206b6579000000000000000058ae"
        })
    void refusesATypedSecretWhoseChecksumIsWrong(String typed) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> key(hex(typed), "1234"))
          .withMessageStartingWith("secret: its checksum is wrong");
    }

    @Test
    void refusesAShortSecret() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> key(ascii("fifteen bytes !"), "1234"))
          .withMessage("secret: a Yandex secret has at least 16 bytes, got 15");
    }
  }

  @Nested
  class MobileOtp {

    @ParameterizedTest
    @CsvSource({
      "e3152afee62599c8, 1234, 165892298, e7d8b6",
      "e3152afee62599c8, 1234, 1234567890, 49c5b4",
      "e3152afee62599c8, 12345678, 4294967296, 89d8dd",
      "00112233445566778899aabbccddeeff, 0000, 0, 8e71ac",
      "00112233445566778899aabbccddeeff, 1234, 1234567890, 74b671",
      "00112233445566778899aabbccddeeff, пин, 253402300799, a896a6"
    })
    void mixesTimeSecretAndPin(String secret, String pin, long second, String code) {
      OtpKey key = new OtpKey(new MotpParameters(), hex(secret), Optional.of(Pin.of(pin)));
      OneTimePassword password = key.at(Instant.ofEpochSecond(second));

      assertThat(password.code()).isEqualTo(code);
      Instant from = Instant.ofEpochSecond(second - second % 10);
      assertThat(password.validity()).contains(new Validity(from, from.plusSeconds(10)));
      assertThat(key.nextAfter(from)).isEqualTo(key.at(from.plusSeconds(10)));
    }
  }

  @Nested
  class Pins {

    @Test
    void areTakenByMobileOtpAndYandexAlone() {
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              new OtpKey(TotpParameters.STANDARD, ascii("secret"), Optional.of(Pin.of("1234"))))
          .withMessage("pin: a totp key takes none");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> new OtpKey(new SteamParameters(), ascii("secret"), Optional.of(Pin.of("1"))));
    }

    @Test
    void mayBeMissingUntilACodeIsWanted() {
      OtpKey key = new OtpKey(new MotpParameters(), ascii("secret"));

      assertThat(key.complete()).isFalse();
      assertThatIllegalStateException()
          .isThrownBy(() -> key.at(TIME))
          .withMessage("a motp code needs its PIN");
      assertThat(new OtpKey(new SteamParameters(), ascii("secret")).complete()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"totp", "steam", "motp", "yandex"})
  void refusesATimeBeforeNineteenSeventy(String type) {
    OtpKey key =
        switch (type) {
          case "totp" -> new OtpKey(TotpParameters.STANDARD, ascii("secret"));
          case "steam" -> new OtpKey(new SteamParameters(), ascii("secret"));
          case "motp" ->
              new OtpKey(new MotpParameters(), ascii("secret"), Optional.of(Pin.of("1234")));
          default ->
              new OtpKey(
                  new YandexParameters(), ascii("sixteen byte key"), Optional.of(Pin.of("1234")));
        };

    assertThatIllegalArgumentException().isThrownBy(() -> key.at(Instant.ofEpochSecond(-1)));
  }

  @Nested
  class Closing {

    @Test
    void wipesSecretAndPin() {
      SharedSecret secret = ascii("secret");
      Pin pin = Pin.of("1234");
      OtpKey key = new OtpKey(new MotpParameters(), secret, Optional.of(pin));
      OtpKey copy = key.copy();

      key.close();

      assertThatIllegalStateException().isThrownBy(() -> secret.expose(b -> b.length));
      assertThatIllegalStateException().isThrownBy(() -> pin.expose(c -> c.length));
      assertThatIllegalStateException().isThrownBy(() -> key.at(TIME));
      assertThat(copy.at(TIME).code()).hasSize(6);
    }
  }
}
