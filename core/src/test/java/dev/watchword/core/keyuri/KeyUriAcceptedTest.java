package dev.watchword.core.keyuri;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.otp.YandexParameters;
import dev.watchword.core.secret.Pin;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows of text, and what is read from it (IM-15). In the tables, a blank issuer or account is
/// `''`.
class KeyUriAcceptedTest {

  private static final String HELLO = "48656c6c6f21deadbeef";

  private static void assertReads(
      String text, String issuer, String account, String secret, String parameters)
      throws KeyUriSyntaxException {
    try (KeyUri uri = KeyUri.parse(text)) {
      assertThat(uri.label()).isEqualTo(new Label(issuer, account));
      assertThat(describe(uri.key().parameters())).isEqualTo(parameters);
      assertThat(uri.key().secret().<String>expose(HexFormat.of()::formatHex)).isEqualTo(secret);
    }
  }

  private static String describe(OtpParameters parameters) {
    return switch (parameters) {
      case TotpParameters p ->
          "totp %s %s %s".formatted(p.algorithm(), p.digits().value(), p.period().toSeconds());
      case HotpParameters p ->
          "hotp %s %s %s".formatted(p.algorithm(), p.digits().value(), p.counter());
      case SteamParameters p -> p.type();
      case MotpParameters p -> p.type();
      case YandexParameters p -> p.type();
    };
  }

  @Nested
  class Labels {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            # a literal colon separates, the first one
            Acme:ann                           |                 | Acme      | ann
            Acme:ann:2                         |                 | Acme      | ann:2
            Acme:%20ann                        |                 | Acme      | ann
            Acme:%20%20ann%20                  |                 | Acme      | ann
            Acme%20Inc:ann@acme.example        |                 | Acme Inc  | ann@acme.example
            Acme: ann                          |                 | Acme      | ann
            Acme%3AInc:ann                     |                 | Acme:Inc  | ann
            Acme:ann%3A2                       |                 | Acme      | ann:2
            # no literal colon: an encoded one does
            Acme%3Aann                         |                 | Acme      | ann
            Acme%3aann                         |                 | Acme      | ann
            Acme%3A%20ann                      |                 | Acme      | ann
            Acme%3Aann%3A2                     |                 | Acme      | ann:2
            Acme%3Aann                         | &issuer=Acme    | Acme      | ann
            Acme%20Inc%3Aann                   | &issuer=Acme+Inc| Acme Inc  | ann
            # but not where the issuer parameter says something else
            name%3A%20updated                  | &issuer=Acme    | Acme      | name: updated
            İstanbul%3Aann                     |                 | İstanbul  | ann
            # the issuer parameter beats the label's
            Old:ann                            | &issuer=New     | New       | ann
            Contoso:ann@contoso.example        | &issuer=Microsoft | Microsoft | ann@contoso.example
            ann                                | &issuer=Acme    | Acme      | ann
            Acme:ann                           | &issuer=        | Acme      | ann
            Acme:ann                           | &issuer         | Acme      | ann
            Acme:ann                           | &issuer=null    | Acme      | ann
            Acme:ann                           | &issuer=%20     | Acme      | ann
            Acme:ann                           | &issuer=A&issuer=B | A      | ann
            Acme:ann                           | &issuer=&issuer=B  | B      | ann
            # empty parts
            :ann                               |                 | ''        | ann
            %20:ann                            |                 | ''        | ann
            ann                                |                 | ''        | ann
            Acme:                              |                 | Acme      | ''
            ''                                 |                 | ''        | ''
            # what is encoded is decoded once, a plus stays a plus
            a%2Bb+c@acme.example               |                 | ''        | a+b+c@acme.example
            100%2525                           |                 | ''        | 100%25
            100%                               |                 | ''        | 100%
            100%zz%4                           |                 | ''        | 100%zz%4
            J%C3%B6rg%F0%9F%98%80              |                 | ''        | Jörg😀
            Jörg😀                              |                 | ''        | Jörg😀
            a/b%2Fc                            |                 | ''        | a/b/c
            # a number sign before the question mark is the label's
            Contoso:ann_x.example#EXT#@contoso |                 | Contoso   | ann_x.example#EXT#@contoso
            Contoso:ann                        | &issuer=C%23    | C#        | ann
            Contoso:ann                        | &issuer=A+B     | A B       | ann
            Contoso:ann                        | &issuer=A%2BB   | A+B       | ann
            Contoso:ann                        | &issuer=A%26B   | A&B       | ann
            Contoso:ann                        | &issuer=what?   | what?     | ann
            Contoso:ann                        | &issuer=a=b     | a=b       | ann
            Contoso:ann                        | &ISSUER=Acme    | Acme      | ann
            Contoso:ann                        | &%69ssuer=Acme  | Acme      | ann
            """)
    void giveIssuerAndAccount(String path, String more, String issuer, String account)
        throws KeyUriSyntaxException {
      String parameters = more == null ? "" : more;
      assertReads(
          "otpauth://totp/" + path + "?secret=JBSWY3DPEHPK3PXP" + parameters,
          issuer,
          account,
          HELLO,
          "totp SHA1 6 30");
    }

    @Test
    void mayBeMissingAltogether() throws KeyUriSyntaxException {
      assertReads("otpauth://totp?secret=JBSWY3DPEHPK3PXP", "", "", HELLO, "totp SHA1 6 30");
    }

    @Test
    void holdUpToTwoHundredAndFiftySixCodePoints() throws KeyUriSyntaxException {
      String name = "😀".repeat(256);
      assertReads(
          "otpauth://totp/" + name + ":" + name + "?secret=JBSWY3DPEHPK3PXP",
          name,
          name,
          HELLO,
          "totp SHA1 6 30");
    }
  }

  @Nested
  class Parameters {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP                              | totp SHA1 6 30
            OTPAUTH://TOTP/a?SECRET=JBSWY3DPEHPK3PXP&DIGITS=8&Period=60           | totp SHA1 8 60
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&algorithm=SHA1               | totp SHA1 6 30
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&algorithm=sha256             | totp SHA256 6 30
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&algorithm=SHA-256            | totp SHA256 6 30
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&algorithm=HmacSHA512         | totp SHA512 6 30
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&algorithm=HMAC-SHA-512       | totp SHA512 6 30
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&algorithm=null               | totp SHA1 6 30
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&algorithm=&digits=&period=   | totp SHA1 6 30
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&algorithm&digits&period      | totp SHA1 6 30
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=null&period=null      | totp SHA1 6 30
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=4                     | totp SHA1 4 30
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=5                     | totp SHA1 5 30
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=7                     | totp SHA1 7 30
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=10                    | totp SHA1 10 30
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=08                    | totp SHA1 8 30
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=%208+                 | totp SHA1 8 30
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&period=1                     | totp SHA1 6 1
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&period=86400                 | totp SHA1 6 86400
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&counter=7                    | totp SHA1 6 30
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=6&digits=6            | totp SHA1 6 30
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&digits=&digits=8             | totp SHA1 8 30
            otpauth://totp/a?&&secret=JBSWY3DPEHPK3PXP&&digits=8&                 | totp SHA1 8 30
            otpauth://totp/a?secret=jbswy3dpehpk3pxp                              | totp SHA1 6 30
            otpauth://totp/a?secret=JBSW+Y3DP+EHPK+3PXP                           | totp SHA1 6 30
            otpauth://totp/a?secret=JBSW%20Y3DP-EHPK-3PXP                         | totp SHA1 6 30
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP======                        | totp SHA1 6 30
            otpauth://totp/a?secret=JBSWY3DPEHPK3PXP%3D%3D                        | totp SHA1 6 30
            otpauth://totp/a?secret=null&secret=JBSWY3DPEHPK3PXP                  | totp SHA1 6 30
            otpauth://totp/a?secret=%4ABSWY3DPEHPK3PXP                            | totp SHA1 6 30
            otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP&counter=0                    | hotp SHA1 6 0
            otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP&counter=41&digits=8          | hotp SHA1 8 41
            otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP&counter=9223372036854775807  | hotp SHA1 6 9223372036854775807
            otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP&counter=1&period=0           | hotp SHA1 6 1
            otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP                              | hotp SHA1 6 0
            otpauth://HOTP/a?secret=JBSWY3DPEHPK3PXP&counter=null                 | hotp SHA1 6 0
            otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP&algorithm=SHA256&counter=2   | hotp SHA256 6 2
            """)
    void decideTheCode(String text, String parameters) throws KeyUriSyntaxException {
      assertReads(text, "", "a", HELLO, parameters);
    }

    @ParameterizedTest
    @CsvSource({
      "JBSWY3D, 48656c6c",
      "JBSWY3DPEE, 48656c6c6f21",
      "JBSWY3DPEHPK3, 48656c6c6f21dead",
      "ME, 61"
    })
    void allowSecretsOfOddLengths(String secret, String hex) throws KeyUriSyntaxException {
      assertReads("otpauth://totp/a?secret=" + secret, "", "a", hex, "totp SHA1 6 30");
    }

    @ParameterizedTest
    @ValueSource(strings = {" %s", "%s\n", "\t%s\r\n "})
    void mayStandBetweenBlanks(String frame) throws KeyUriSyntaxException {
      assertReads(
          frame.replace("%s", "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP"),
          "",
          "a",
          HELLO,
          "totp SHA1 6 30");
    }

    /// IM-15: in Turkish, `I` in lower case is no `i`.
    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "az-AZ", "ar-EG-u-nu-arab", "th-TH-u-nu-thai"})
    void doNotDependOnTheLocale(String tag) throws KeyUriSyntaxException {
      Locale before = Locale.getDefault();
      Locale.setDefault(Locale.forLanguageTag(tag));
      try (KeyUri uri =
          KeyUri.parse("OTPAUTH://TOTP/ann?SECRET=izuwyziIZUWYZI&ISSUER=Iıİi&DIGITS=8&PERIOD=60")) {
        assertThat(uri.label()).isEqualTo(new Label("Iıİi", "ann"));
        assertThat(uri.key().parameters()).extracting(OtpParameters::codeLength).isEqualTo(8);
        assertThat(uri.reveal())
            .isEqualTo(
                "otpauth://totp/I%C4%B1%C4%B0i:ann?secret=IZUWYZIIZUWYY&issuer=I%C4%B1%C4%B0i"
                    + "&algorithm=SHA1&digits=8&period=60");
      } finally {
        Locale.setDefault(before);
      }
    }
  }

  @Nested
  class Steam {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            otpauth://steam/ann?secret=JBSWY3DPEHPK3PXP                          | ''     | ann
            otpauth://STEAM/Steam:ann?secret=JBSWY3DPEHPK3PXP&issuer=Steam       | Steam  | ann
            otpauth://totp/Steam:ann?secret=JBSWY3DPEHPK3PXP                     | Steam  | ann
            otpauth://totp/ann?secret=JBSWY3DPEHPK3PXP&issuer=Steam              | Steam  | ann
            otpauth://totp/Steam%3Aann?secret=JBSWY3DPEHPK3PXP&digits=6&period=60 | Steam | ann
            otpauth://totp/Valve:ann?secret=JBSWY3DPEHPK3PXP&encoder=steam       | Valve  | ann
            otpauth://totp/Valve:ann?secret=JBSWY3DPEHPK3PXP&encoder=Steam       | Valve  | ann
            otpauth://totp/Valve:ann?secret=JBSWY3DPEHPK3PXP&steam               | Valve  | ann
            otpauth://totp/Valve:ann?secret=JBSWY3DPEHPK3PXP&steam=              | Valve  | ann
            otpauth://totp/Valve:ann?secret=JBSWY3DPEHPK3PXP&steam=true          | Valve  | ann
            otpauth://totp/Valve:ann?steam&secret=JBSWY3DPEHPK3PXP&algorithm=MD5 | Valve  | ann
            steam://JBSWY3DPEHPK3PXP                                             | Steam  | ''
            steam://jbswy3dpehpk3pxp                                             | Steam  | ''
            STEAM://JBSWY3DPEHPK3PXP/                                            | Steam  | ''
            steam://JBSWY3DPEHPK3PXP%3D                                          | Steam  | ''
            """)
    void hasManyNames(String text, String issuer, String account) throws KeyUriSyntaxException {
      assertReads(text, issuer, account, HELLO, "steam");
    }

    @ParameterizedTest
    @ValueSource(strings = {"encoder=", "encoder=null", "encoder"})
    void isNotMeantByAnEncoderWithoutAName(String parameter) throws KeyUriSyntaxException {
      assertReads(
          "otpauth://totp/Valve:ann?secret=JBSWY3DPEHPK3PXP&" + parameter,
          "Valve",
          "ann",
          HELLO,
          "totp SHA1 6 30");
    }
  }

  @Nested
  class Yandex {

    @Test
    void takesThePinAsBase32() throws KeyUriSyntaxException {
      try (KeyUri uri =
          KeyUri.parse(
              "otpauth://yaotp/ann?secret=6SB2IKNM6OBZPAVBVTOHDKS4FAAAAAAADFUTQMBTRY&pin=GUZDGOI")) {
        assertThat(uri.key().parameters()).isEqualTo(new YandexParameters());
        assertThat(uri.key().pin()).contains(Pin.of("5239"));
        assertThat(uri.key().at(Instant.ofEpochSecond(1641559648)).code()).isEqualTo("umozdicq");
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&pin=", "&pin=null", "&pin_length=4"})
    void mayComeWithoutThePin(String more) throws KeyUriSyntaxException {
      try (KeyUri uri =
          KeyUri.parse("otpauth://yaotp/ann?secret=ONUXQ5DFMVXCAYTZORSSA23FPE" + more)) {
        assertThat(uri.key().pin()).isEmpty();
        assertThat(uri.key().complete()).isFalse();
      }
    }

    @Test
    void keepsTheLengthOfAPinThatIsNotThere() throws KeyUriSyntaxException {
      try (KeyUri uri =
          KeyUri.parse("otpauth://yaotp/ann?secret=ONUXQ5DFMVXCAYTZORSSA23FPE&pin_length=4")) {
        assertThat(uri.extra("pin_length")).contains("4");
      }
    }
  }

  @Nested
  class MobileOtp {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            motp://Acme:ann?secret=e3152afee62599c8                   | Acme | ann | e3152afee62599c8
            MOTP://Acme:ann?SECRET=E3152AFEE62599C8                   | Acme | ann | e3152afee62599c8
            motp://ann?secret=00112233445566778899aabbccddeeff        | ''   | ann | 00112233445566778899aabbccddeeff
            motp://Acme%3Aann?secret=e3152afee62599c8&digits=8        | Acme | ann | e3152afee62599c8
            motp://Acme:ann?secret=e3152afee62599c8&issuer=Other      | Other| ann | e3152afee62599c8
            """)
    void hasAHexadecimalSecret(String text, String issuer, String account, String secret)
        throws KeyUriSyntaxException {
      assertReads(text, issuer, account, secret, "motp");
    }

    @Test
    void takesThePinAsItIs() throws KeyUriSyntaxException {
      try (KeyUri uri = KeyUri.parse("motp://Acme:ann?secret=e3152afee62599c8&pin=1234")) {
        assertThat(uri.key().at(Instant.ofEpochSecond(165892298)).code()).isEqualTo("e7d8b6");
      }
    }
  }

  @Nested
  class KeeOtp {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            key=JBSWY3DPEHPK3PXP                                        | totp SHA1 6 30
            key=JBSWY3DPEHPK3PXP&step=60&size=8&otpHashMode=Sha256      | totp SHA256 8 60
            KEY=jbswy3dpehpk3pxp&SIZE=7                                 | totp SHA1 7 30
            key=JBSWY3DPEHPK3PXP%3d%3d%3d&step=30                       | totp SHA1 6 30
            key=JBSWY3DPEHPK3PXP&type=Hotp&counter=9                    | hotp SHA1 6 9
            key=JBSWY3DPEHPK3PXP&type=HOTP&otpHashMode=Sha512           | hotp SHA512 6 0
            key=JBSWY3DPEHPK3PXP&type=Steam                             | steam
            key=JBSWY3DPEHPK3PXP&encoding=Base32                        | totp SHA1 6 30
            """)
    void namesItsParametersDifferently(String text, String parameters)
        throws KeyUriSyntaxException {
      assertReads(text, "", "", HELLO, parameters);
    }
  }

  @Nested
  class Extras {

    @Test
    void areKeptByLowerCaseNameAndDecideNothing() throws KeyUriSyntaxException {
      try (KeyUri uri =
          KeyUri.parse(
              "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&image=https%3A%2F%2Facme.example%2Fa.png"
                  + "&color=C0FFEE&lock=true&tags=work&tags=play&codeDisplay=%7B%22pinned%22%3Atrue%7D"
                  + "&serial=12&deviceid=ab&data=x&bare")) {
        assertThat(uri.extra("image")).contains("https://acme.example/a.png");
        assertThat(uri.extra("color")).contains("C0FFEE");
        assertThat(uri.extras("tags")).containsExactly("work", "play");
        assertThat(uri.extra("codedisplay")).contains("{\"pinned\":true}");
        assertThat(uri.extra("bare")).contains("");
        assertThat(uri.extra("missing")).isEmpty();
        assertThat(uri.extras("missing")).isEmpty();
        assertThat(describe(uri.key().parameters())).isEqualTo("totp SHA1 6 30");
      }
    }

    @Test
    void neverHoldWhatDecidesTheCode() throws KeyUriSyntaxException {
      try (KeyUri uri =
          KeyUri.parse(
              "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&issuer=b&digits=6&period=30&pin=ME&steam")) {
        for (String name : new String[] {"secret", "issuer", "digits", "period", "pin", "steam"}) {
          assertThat(uri.extra(name)).isEmpty();
        }
      }
    }

    @Test
    void doNotSinkTheKeyWhenTheirEncodingIsBroken() throws KeyUriSyntaxException {
      try (KeyUri uri = KeyUri.parse("otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&image=caf%E9.png")) {
        assertThat(uri.extra("image")).contains("caf%E9.png");
      }
    }
  }
}
