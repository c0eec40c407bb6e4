package dev.watchword.core.keyuri;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.otp.YandexParameters;
import dev.watchword.core.secret.Pin;
import dev.watchword.core.secret.SharedSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is written is read back, whatever the names and the parameters (EN-12).
class KeyUriRoundTripTest {

  private static final List<String> HOSTILE_NAMES =
      List.of(
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "' OR '1'='1",
          "'; DROP TABLE entries; --",
          "javascript:alert(1)",
          "data:text/html;base64,PHNjcmlwdD4",
          "../../etc/passwd",
          "..\\..\\windows\\win.ini",
          "%00",
          "%3A",
          "%3a%3A:",
          "%2525",
          "%",
          "100%",
          "%zz",
          "a:b",
          ":",
          "::",
          ":a",
          "a:",
          "?secret=AAAA",
          "?",
          "a?b#c",
          "#EXT#",
          "&secret=MFRGG&digits=8",
          "&issuer=Evil",
          "a=b&c=d",
          "a+b c",
          "a%20b%2Bc",
          "null",
          "undefined",
          "true",
          "secret",
          "otpauth://totp/x?secret=AAAA",
          "/a/b//c/",
          "\\",
          "a\tb",
          "a\nb\r\nc",
          "\u0000",
          "a\u0000b",
          "\u001b[2J\u001b[31mred",
          "\u0007bell",
          "a\u202egnp.exe",
          "a\u200bb\u200d\ufeffc",
          "Z\u0337\u0321a\u0334\u0310lgo",
          "Iıİi",
          "Jörg Müller",
          "株式会社",
          "👩‍👩‍👧‍👦🏳️‍🌈",
          "\ud83d\ude00\udbff\udfff",
          "${jndi:ldap://x/y}",
          "{{7*7}}",
          "%s%n%d",
          "=cmd|'/C calc'!A0",
          "[link](http://x)",
          "`id`$(id)",
          "steam",
          "&steam",
          "x".repeat(256),
          "😀".repeat(256));

  static Stream<String> hostileNames() {
    return HOSTILE_NAMES.stream();
  }

  static Stream<OtpParameters> everyKindOfParameters() {
    return Stream.of(
        TotpParameters.STANDARD,
        new TotpParameters(HashAlgorithm.SHA256, new Digits(4), Duration.ofSeconds(1)),
        new TotpParameters(HashAlgorithm.SHA512, new Digits(10), Duration.ofDays(1)),
        new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, 0),
        new HotpParameters(HashAlgorithm.SHA512, Digits.EIGHT, Long.MAX_VALUE),
        new SteamParameters(),
        new MotpParameters(),
        new YandexParameters());
  }

  private static OtpKey key(OtpParameters parameters) {
    SharedSecret secret = SharedSecret.copyOf("seventeen bytes !".getBytes(US_ASCII));
    boolean pin = parameters instanceof MotpParameters || parameters instanceof YandexParameters;
    return new OtpKey(parameters, secret, pin ? Optional.of(Pin.of("12&3=é")) : Optional.empty());
  }

  private static void assertComesBack(Label label, OtpParameters parameters)
      throws KeyUriSyntaxException {
    try (KeyUri written = new KeyUri(label, key(parameters));
        KeyUri read = KeyUri.parse(written.reveal())) {
      assertThat(read.label()).isEqualTo(label);
      assertThat(read.key()).isEqualTo(written.key());
      assertThat(read.reveal()).isEqualTo(written.reveal());
    }
  }

  @Test
  void knowsFiftyHostileNamesAtLeast() {
    assertThat(HOSTILE_NAMES).hasSizeGreaterThanOrEqualTo(50).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("hostileNames")
  void bringsBackAHostileNameInEitherPlace(String name) throws KeyUriSyntaxException {
    assertComesBack(new Label(name, "ann"), TotpParameters.STANDARD);
    assertComesBack(new Label("Acme", name), TotpParameters.STANDARD);
    assertComesBack(new Label("", name), TotpParameters.STANDARD);
    assertComesBack(new Label(name, ""), TotpParameters.STANDARD);
    assertComesBack(new Label("", name), new MotpParameters());
    assertComesBack(new Label(name, "ann"), new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, 7));
  }

  @Test
  void bringsBackEveryPairOfHostileNames() throws KeyUriSyntaxException {
    for (String issuer : HOSTILE_NAMES) {
      for (String account : HOSTILE_NAMES) {
        if (issuer.length() + account.length() < 300) {
          assertComesBack(new Label(issuer, account), TotpParameters.STANDARD);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyKindOfParameters")
  void bringsBackEveryKindOfParameters(OtpParameters parameters) throws KeyUriSyntaxException {
    assertComesBack(new Label("Acme: & Co", "ann:1"), parameters);
    assertComesBack(new Label("", ""), parameters);
  }

  @ParameterizedTest
  @MethodSource("hostileNames")
  void writesNothingButUnreservedCharactersAndItsOwnDelimiters(String name) {
    try (KeyUri uri = new KeyUri(new Label(name, "ann"), key(TotpParameters.STANDARD))) {
      assertThat(uri.reveal())
          .matches(
              "otpauth://totp/[A-Za-z0-9._~%-]*:[A-Za-z0-9._~%-]*\\?secret=[A-Z2-7]+"
                  + "&issuer=[A-Za-z0-9._~%-]*&algorithm=SHA1&digits=6&period=30");
    }
  }

  @Nested
  class Refusals {

    @Test
    void aStartOfCountingOtherThanNineteenSeventyHasNoPlaceInAUri() {
      TotpParameters later =
          new TotpParameters(
              HashAlgorithm.SHA1, Digits.SIX, Duration.ofSeconds(30), Instant.ofEpochSecond(60));
      try (KeyUri uri = new KeyUri(new Label("Acme", "ann"), key(later))) {
        assertThatIllegalArgumentException()
            .isThrownBy(uri::reveal)
            .withMessageStartingWith("t0: ");
      }
    }

    @Test
    void aTimeBasedKeyOfTheIssuerSteamWouldBeReadAsASteamKey() {
      try (KeyUri uri = new KeyUri(new Label("Steam", "ann"), key(TotpParameters.STANDARD))) {
        assertThatIllegalArgumentException()
            .isThrownBy(uri::reveal)
            .withMessageStartingWith("issuer: ");
      }
    }

    @Test
    void whatWouldBeTooLongToReadIsNotWritten() {
      Label longest = new Label("😀".repeat(256), "😀".repeat(256));
      try (KeyUri uri = new KeyUri(longest, key(TotpParameters.STANDARD))) {
        assertThatIllegalArgumentException()
            .isThrownBy(uri::reveal)
            .withMessage("uri: longer than 8 KiB");
      }
    }
  }

  /// Formatting numbers for the reader's locale would write digits that no parser takes.
  @ParameterizedTest
  @MethodSource("everyKindOfParameters")
  void writesTheSameInEveryLocale(OtpParameters parameters) {
    try (KeyUri uri = new KeyUri(new Label("Acme", "ann"), key(parameters))) {
      String plain = uri.reveal();
      Locale before = Locale.getDefault();
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      try {
        assertThat(uri.reveal()).isEqualTo(plain).isPrintable();
      } finally {
        Locale.setDefault(before);
      }
    }
  }
}
