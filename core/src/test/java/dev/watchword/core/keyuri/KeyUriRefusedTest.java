package dev.watchword.core.keyuri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows of text, and the parameter and problem that its refusal names (IM-15).
class KeyUriRefusedTest {

  private static final String SECRET = "JBSWY3DPEHPK3PXP";

  private static void assertRefuses(@Nullable String text, String parameter, String problem) {
    String given = text == null ? "" : text;
    KeyUriSyntaxException refusal =
        catchThrowableOfType(KeyUriSyntaxException.class, () -> KeyUri.parse(given).close());

    assertThat(refusal).as(given).isNotNull();
    assertThat(refusal.parameter()).isEqualTo(parameter);
    assertThat(refusal.problem()).contains(problem);
    assertThat(refusal)
        .hasMessage(parameter + ": " + refusal.problem())
        .hasNoCause()
        .hasMessageNotContainingAny(SECRET, SECRET.toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # the type
          otpauth://xotp/a?secret=JBSWY3DPEHPK3PXP                        | type      | not one of
          otpauth:///a?secret=JBSWY3DPEHPK3PXP                            | type      | not one of
          otpauth://?secret=JBSWY3DPEHPK3PXP                              | type      | not one of
          otpauth://tötp/a?secret=JBSWY3DPEHPK3PXP                        | type      | not one of
          otpauth://totp                                                  | secret    | missing
          otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP&encoder=steam          | type      | Steam
          otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP&steam                  | type      | Steam
          # the secret
          otpauth://totp/a                                                | secret    | missing
          otpauth://totp/a?                                               | secret    | missing
          otpauth://totp/a?secret                                         | secret    | missing
          otpauth://totp/a?secret=                                        | secret    | missing
          otpauth://totp/a?secret=%20                                     | secret    | missing
          otpauth://totp/a?secret=null                                    | secret    | missing
          otpauth://totp/a?secret=A                                       | secret    | Base32
          otpauth://totp/a?secret====                                     | secret    | Base32
          otpauth://totp/a?secret=JBSWY3DPEHPK3PX0                        | secret    | Base32
          otpauth://totp/a?secret=JBSWY3DPEHPK3PX1                        | secret    | Base32
          otpauth://totp/a?secret=JBSWY3DP=EHPK3PXP                       | secret    | Base32
          otpauth://totp/a?secret=JBSWY3DP_EHPK3PXP                       | secret    | Base32
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP%00                     | secret    | Base32
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP#top                    | secret    | Base32
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP%2525                   | secret    | Base32
          otpauth://totp/a?secret=%FF                                     | secret    | UTF-8
          otpauth://totp/a?secret=ıBSWY3DPEHPK3PXP                        | secret    | Base32
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&secret=MFRGG           | secret    | twice
          # digits, with signs, fractions, digits of other scripts
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=0               | digits    | 4 to 10
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=3               | digits    | 4 to 10
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=11              | digits    | 4 to 10
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=-6              | digits    | whole number
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=%2B6            | digits    | whole number
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=6.0             | digits    | whole number
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=0x6             | digits    | whole number
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=six             | digits    | whole number
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=٦               | digits    | whole number
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=%EF%BC%96       | digits    | whole number
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=4294967302      | digits    | 4 to 10
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=6&digits=8      | digits    | twice
          # the period
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&period=0               | period    | 1 to 86400
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&period=-30             | period    | whole number
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&period=86401           | period    | 1 to 86400
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&period=18446744073709551646 | period | 1 to 86400
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&period=30s             | period    | whole number
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&period=1e1             | period    | whole number
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&period=30&period=60    | period    | twice
          # the algorithm: no guess, no falling back
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&algorithm=MD5          | algorithm | not one of
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&algorithm=SHA3-256     | algorithm | not one of
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&algorithm=SHA384       | algorithm | not one of
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&algorithm=1            | algorithm | not one of
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&algorithm=%FF          | algorithm | UTF-8
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&algorithm=SHA1&algorithm=SHA256 | algorithm | twice
          # the counter
          otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP&counter=-1             | counter   | whole number
          otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP&counter=abc            | counter   | whole number
          otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP&counter=1.5            | counter   | whole number
          otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP&counter=९              | counter   | whole number
          otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP&counter=9223372036854775808 | counter | 0 to 9223372036854775807
          otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP&counter=0000000000000000000000000000001 | counter | whole number
          otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP&counter=1&counter=2    | counter   | twice
          # Steam
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&encoder=base64         | encoder   | not steam
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&steam=false            | steam     | stand alone
          steam://                                                        | secret    | missing
          steam:///                                                       | secret    | missing
          steam://0000                                                    | secret    | Base32
          steam://JBSWY3DPEHPK3PXP?issuer=x                               | secret    | Base32
          # Yandex
          otpauth://yaotp/a?secret=JBSWY3DPEHPK3PXP                       | secret    | Yandex
          otpauth://yaotp/a?secret=6SB2IKNM6OBZPAVBVTOHDKS4FAAAAAAADFUTQMBTRA | secret | Yandex
          otpauth://yaotp/a?secret=7SB2IKNM6OBZPAVBVTOHDKS4FAAAAAAADFUTQMBTRY | secret | Yandex
          otpauth://yaotp/a?secret=ONUXQ5DFMVXCAYTZORSSA23FPE&pin=5239    | pin       | Base32
          otpauth://yaotp/a?secret=ONUXQ5DFMVXCAYTZORSSA23FPE&pin=777Q    | pin       | Base32 of a text
          otpauth://yaotp/a?secret=ONUXQ5DFMVXCAYTZORSSA23FPE&pin=ME&pin=MI | pin     | twice
          # mOTP
          motp://Acme:ann                                                 | secret    | missing
          motp://Acme:ann?secret=JBSWY3DPEHPK3PXP                         | secret    | hexadecimal
          motp://Acme:ann?secret=e3152afee62599c                          | secret    | hexadecimal
          motp://Acme:ann?secret=e3%20152a                                | secret    | hexadecimal
          motp://Acme:ann?secret=e3152afee62599c8&secret=e3152afee62599c9 | secret    | twice
          # KeeOtp
          key=                                                            | key       | missing
          key=0000                                                        | key       | Base32
          key=JBSWY3DPEHPK3PXP&size=0                                     | size      | 4 to 10
          key=JBSWY3DPEHPK3PXP&step=0                                     | step      | 1 to 86400
          key=JBSWY3DPEHPK3PXP&otpHashMode=Md5                            | otpHashMode | not one of
          key=JBSWY3DPEHPK3PXP&type=Motp                                  | type      | not one of
          key=JBSWY3DPEHPK3PXP&encoding=Hex                               | encoding  | Base32
          key=JBSWY3DPEHPK3PXP&type=hotp&counter=-1                       | counter   | whole number
          # broken percent-encoding of a name that is shown
          otpauth://totp/caf%E9?secret=JBSWY3DPEHPK3PXP                   | label     | UTF-8
          otpauth://totp/%C0%AF?secret=JBSWY3DPEHPK3PXP                   | label     | UTF-8
          otpauth://totp/%ED%A0%80?secret=JBSWY3DPEHPK3PXP                | label     | UTF-8
          otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&issuer=caf%E9          | issuer    | UTF-8
          """)
  void namesTheParameterAndTheProblem(String text, String parameter, String problem) {
    assertRefuses(text, parameter, problem);
  }

  @Nested
  class OtherTexts {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            ''                                                              | no text
            '   '                                                           | no text
            phonefactor://activate_account?code=123&url=x                   | Microsoft Authenticator
            PHONEFACTOR://ACTIVATE                                          | Microsoft Authenticator
            https://login.microsoftonline.com/common/x                      | Microsoft Authenticator
            duo://abc-def                                                   | Duo
            https://m-1.duosecurity.com/activate/x                          | Duo
            otpauth-migration://offline?data=CgA                            | Google Authenticator
            WIFI:T:WPA;S:net;P:JBSWY3DPEHPK3PXP;;                           | Wi-Fi
            https://acme.example/?secret=JBSWY3DPEHPK3PXP                   | web address
            http://acme.example                                             | web address
            BEGIN:VCARD                                                     | contact
            MECARD:N:Ann;;                                                  | contact
            mailto:ann@acme.example                                         | e-mail
            tel:+15550100                                                   | telephone
            geo:1,2                                                         | map
            FIDO:/123                                                       | passkey
            JBSWY3DPEHPK3PXP                                                | not an authenticator's
            otpauth:totp/a?secret=JBSWY3DPEHPK3PXP                          | not an authenticator's
            otp auth://totp/a?secret=JBSWY3DPEHPK3PXP                       | not an authenticator's
            xotpauth://totp/a?secret=JBSWY3DPEHPK3PXP                       | not an authenticator's
            '{"secret":"JBSWY3DPEHPK3PXP"}'                                 | not an authenticator's
            """)
    void areToldApart(@Nullable String text, String problem) {
      assertRefuses(text, "scheme", problem);
    }
  }

  @Nested
  class Sizes {

    @Test
    void refusesMoreThanEightKibibytes() {
      String start = "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&image=";
      assertRefuses(start + "x".repeat(8193 - start.length()), "uri", "8 KiB");
      assertRefuses(start + "é".repeat(4090), "uri", "8 KiB");
    }

    @Test
    void readsEightKibibytes() throws KeyUriSyntaxException {
      String start = "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&image=";
      try (KeyUri uri = KeyUri.parse(start + "x".repeat(8192 - start.length()))) {
        assertThat(uri.extra("image")).isPresent();
      }
    }

    @Test
    void refusesMoreThanSixtyFourParameters() {
      String many =
          IntStream.range(0, 64).mapToObj(i -> "&tags=" + i).collect(Collectors.joining());
      assertRefuses("otpauth://totp/a?secret=JBSWY3DPEHPK3PXP" + many, "uri", "64 parameters");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "otpauth://totp/%s?secret=ME",
          "otpauth://totp/%s:a?secret=ME",
          "otpauth://totp/a?secret=ME&issuer=%s",
          "motp://%s?secret=ab"
        })
    void refusesNamesLongerThanTwoHundredAndFiftySixCodePoints(String frame) {
      assertRefuses(frame.replace("%s", "x".repeat(257)), "label", "256");
    }

    @Test
    void refusesASecretLongerThanAThousandAndTwentyFourBytes() {
      assertRefuses("otpauth://totp/a?secret=" + "A".repeat(1640), "secret", "1,024");
      assertRefuses("motp://a?secret=" + "ab".repeat(1025), "secret", "1,024");
    }

    @Test
    void refusesAPinLongerThanSixtyFourCharacters() {
      assertRefuses("motp://a?secret=e3152afee62599c8&pin=" + "1".repeat(65), "pin", "64");
      assertRefuses(
          "otpauth://yaotp/a?secret=ONUXQ5DFMVXCAYTZORSSA23FPE&pin=" + "GEZDGNBV".repeat(14),
          "pin",
          "64");
    }
  }
}
