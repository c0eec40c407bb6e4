package dev.watchword.core.otp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashAlgorithmTest {

  @ParameterizedTest
  @CsvSource({
    "SHA1, SHA1",
    "sha1, SHA1",
    "SHA-1, SHA1",
    "HmacSHA1, SHA1",
    "HMAC-SHA-1, SHA1",
    "' sha1 ', SHA1",
    "SHA256, SHA256",
    "Sha256, SHA256",
    "SHA-256, SHA256",
    "SHA_256, SHA256",
    "HmacSHA256, SHA256",
    "hmac-sha-256, SHA256",
    "SHA512, SHA512",
    "sha-512, SHA512",
    "HMAC_SHA512, SHA512"
  })
  void readsTheNamesThatOtherProgramsWrite(String name, HashAlgorithm algorithm) {
    assertThat(HashAlgorithm.named(name)).contains(algorithm);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "MD5",
        "SHA",
        "SHA2",
        "SHA224",
        "SHA384",
        "SHA3-256",
        "SHA512/256",
        "HMAC",
        "1",
        "256",
        "null",
        "ſHA1",
        "SHA１",
        "SHA٢٥٦",
        "SHA 1"
      })
  void guessesAtNoOtherName(String name) {
    assertThat(HashAlgorithm.named(name)).isEmpty();
  }

  /// IM-15.
  @Test
  void doesNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    try {
      assertThat(HashAlgorithm.named("hmac-sha-512")).contains(HashAlgorithm.SHA512);
    } finally {
      Locale.setDefault(before);
    }
  }
}
