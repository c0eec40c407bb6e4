package dev.watchword.core.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base32Test {

  /// RFC 4648 §10, with and without the padding.
  @ParameterizedTest
  @CsvSource({
    "f, MY======",
    "fo, MZXQ====",
    "foo, MZXW6===",
    "foob, MZXW6YQ=",
    "fooba, MZXW6YTB",
    "foobar, MZXW6YTBOI======"
  })
  void readsAndWritesTheVectorsOfRfc4648(String plain, String padded) {
    byte[] bytes = plain.getBytes(US_ASCII);

    assertThat(Base32.decode(padded)).isEqualTo(bytes);
    assertThat(Base32.encode(bytes)).isEqualTo(padded.replace("=", ""));
    assertThat(Base32.decode(Base32.encode(bytes))).isEqualTo(bytes);
  }

  @Test
  void readsBackWhateverItWrote() {
    Random random = new Random(4648);
    for (int length = 1; length <= 130; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertThat(Base32.decode(Base32.encode(bytes))).isEqualTo(bytes);
    }
  }

  @Test
  void writesNothingForNoBytes() {
    assertThat(Base32.encode(new byte[0])).isEmpty();
  }

  @Nested
  class Tolerance {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "MZXW6YTBOI",
          "mzxw6ytboi",
          "mZxW6yTbOi",
          "MZXW 6YTB OI",
          "MZXW-6YTB-OI",
          " \tMZXW\r\n6YTB OI \n",
          "MZXW\u00a06YTB\u202fOI",
          "MZXW\u30006YTB\u2003OI",
          "MZXW6YTBOI=",
          "MZXW6YTBOI======",
          "MZXW6YTBOI == == ==",
          "MZXW6YTBOI= - =",
          "M-Z-X-W-6-Y-T-B-O-I",
        })
    void dropsBlanksDashesCaseAndPadding(String text) {
      assertThat(Base32.decode(text)).isEqualTo("foobar".getBytes(US_ASCII));
    }

    /// Texts of these lengths stand in files of other programs; the bits left over say nothing.
    @ParameterizedTest
    @CsvSource({
      "MZXW6YT, 666f6f62",
      "MZXW6YQ, 666f6f62",
      "MZXW6YTBOI, 666f6f626172",
      "MZXW6YTBOJ, 666f6f626172",
      "MZXW6YTBOJUGC, 666f6f6261726861",
      "MZXW6YTBOJUGD, 666f6f6261726861",
      "MZX, 66",
      "MZXW6Y, 666f6f",
      "MY, 66",
      "M7, 67",
    })
    void ignoresTheBitsAfterTheLastWholeByte(String text, String hex) {
      assertThat(Base32.decode(text)).isEqualTo(HexFormat.of().parseHex(hex));
    }

    /// In Turkish, `i` and `I` are two letters (IM-15).
    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "az-AZ", "lt-LT", "ar-EG-u-nu-arab"})
    void doesNotDependOnTheLocale(String tag) {
      Locale before = Locale.getDefault();
      Locale.setDefault(Locale.forLanguageTag(tag));
      try {
        assertThat(Base32.decode("izuwyzi")).isEqualTo("File".getBytes(US_ASCII));
        assertThat(Base32.decode("IZUWYZI")).isEqualTo("File".getBytes(US_ASCII));
        assertThat(Base32.encode("File".getBytes(US_ASCII))).isEqualTo("IZUWYZI");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> Base32.decode("ıZUWYZI"))
            .withMessageContaining("character 1 ");
      } finally {
        Locale.setDefault(before);
      }
    }
  }

  @Nested
  class Refusals {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "MZXW0YTB",
          "MZXW1YTB",
          "MZXW8YTB",
          "MZXW9YTB",
          "MZXW+YTB",
          "MZXW/YTB",
          "MZXW_YTB",
          "MZXW=YTB",
          "MZXWéYTB",
          "MZXW\u0000YTB",
          "MZXWıYTB",
          "MZXWſYTB",
          "MZXWÅYTB",
          "MZXW６YTB",
          "MZXW٢YTB",
          "MZXWＡYTB",
        })
    void refusesACharacterOutsideOfTheAlphabetByItsPlaceWithoutRepeatingTheText(String text) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Base32.decode(text))
          .withMessage("secret: character 5 is not of the Base32 alphabet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "=", "========", "- -", "M", "M======="})
    void refusesATextWithoutAWholeByte(String text) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Base32.decode(text))
          .withMessage("secret: no whole byte in the Base32 text");
    }
  }
}
