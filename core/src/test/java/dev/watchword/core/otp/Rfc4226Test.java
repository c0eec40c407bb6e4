package dev.watchword.core.otp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.watchword.core.secret.SharedSecret;
import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc4226Test {

  private static final SharedSecret SECRET =
      SharedSecret.copyOf("12345678901234567890".getBytes(US_ASCII));

  /// RFC 4226 Appendix D, 10 of 10, both tables of it (OV-02).
  @ParameterizedTest
  @CsvSource({
    "0, cc93cf18508d94934c64b65d8ba7667fb7cde4b0, 1284755224, 755224",
    "1, 75a48a19d4cbe100644e8ac1397eea747a2d33ab, 1094287082, 287082",
    "2, 0bacb7fa082fef30782211938bc1c5e70416ff44, 137359152, 359152",
    "3, 66c28227d03a2d5529262ff016a1e6ef76557ece, 1726969429, 969429",
    "4, a904c900a64b35909874b33e61c5938a8e15ed1c, 1640338314, 338314",
    "5, a37e783d7b7233c083d4f62926c7a25f238d0316, 868254676, 254676",
    "6, bc9cd28561042c83f219324d3c607256c03272ae, 1918287922, 287922",
    "7, a4fb960c0bc06e1eabb804e5b397cdc4b45596fa, 82162583, 162583",
    "8, 1b3c89f65e6c9e883012052823443f048b4332db, 673399871, 399871",
    "9, 1637409809a679dc698207310c8c7fc07290d9e5, 645520489, 520489"
  })
  void givesTheHashTheTruncatedValueAndTheCodeOfAppendixD(
      long counter, String hash, int truncated, String code) {
    try (KeyedHash keyed = new KeyedHash(SECRET, HashAlgorithm.SHA1);
        Hotp hotp = new Hotp(SECRET, HashAlgorithm.SHA1, Digits.SIX)) {
      assertThat(HexFormat.of().formatHex(keyed.of(counter))).isEqualTo(hash);
      assertThat(keyed.truncated(counter)).isEqualTo(truncated);
      assertThat(hotp.code(counter)).isEqualTo(code);
    }
  }

  /// Counters 1 and 7 truncate to 1094287082 and 82162583: ten digits are the whole value, with
  /// zeros in front.
  @ParameterizedTest
  @CsvSource({
    "4, 7082, 2583",
    "5, 87082, 62583",
    "6, 287082, 162583",
    "7, 4287082, 2162583",
    "8, 94287082, 82162583",
    "9, 094287082, 082162583",
    "10, 1094287082, 0082162583"
  })
  void cutsTheValueToFourToTenDigits(int digits, String first, String seventh) {
    try (Hotp hotp = new Hotp(SECRET, HashAlgorithm.SHA1, new Digits(digits))) {
      assertThat(hotp.code(1)).isEqualTo(first);
      assertThat(hotp.code(7)).isEqualTo(seventh);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -6, 0, 1, 3, 11, 100})
  void refusesOtherNumbersOfDigits(int digits) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Digits(digits))
        .withMessage("digits: 4 to 10, got " + digits);
  }

  @ParameterizedTest
  @CsvSource({"2147483648, 197202", "4294967296, 999456", "9223372036854775807, 181742"})
  void countsInSixtyFourBits(long counter, String code) {
    try (Hotp hotp = new Hotp(SECRET, HashAlgorithm.SHA1, Digits.SIX)) {
      assertThat(hotp.code(counter)).isEqualTo(code);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE})
  void refusesANegativeCounter(long counter) {
    try (Hotp hotp = new Hotp(SECRET, HashAlgorithm.SHA1, Digits.SIX)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> hotp.code(counter))
          .withMessage("counter: at least 0, got " + counter);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, counter));
  }

  /// RFC 2104 §2: a key longer than the block is hashed, a shorter one is filled up. The codes were
  /// made with another implementation of HMAC.
  @ParameterizedTest
  @CsvSource({"SHA1, 892299, 876009", "SHA256, 548611, 657596", "SHA512, 916486, 518001"})
  void takesKeysShorterAndLongerThanTheBlock(HashAlgorithm algorithm, String one, String long200) {
    byte[] bytes = new byte[200];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    try (Hotp shortKey = new Hotp(SharedSecret.copyOf(new byte[] {'a'}), algorithm, Digits.SIX);
        Hotp longKey = new Hotp(SharedSecret.copyOf(bytes), algorithm, Digits.SIX)) {
      assertThat(shortKey.code(1)).isEqualTo(one);
      assertThat(longKey.code(1)).isEqualTo(long200);
    }
  }

  @Nested
  class Lifetime {

    @Test
    void outlivesTheSecretThatItWasMadeFrom() {
      SharedSecret secret = SECRET.copy();
      try (Hotp hotp = new Hotp(secret, HashAlgorithm.SHA1, Digits.SIX)) {
        secret.close();
        assertThat(hotp.code(0)).isEqualTo("755224");
      }
    }

    /// The wiped state is that of an empty key: its codes would look right and be wrong.
    @Test
    void givesNoCodeOnceClosed() {
      Hotp hotp = new Hotp(SECRET, HashAlgorithm.SHA1, Digits.SIX);
      hotp.close();

      assertThatIllegalStateException().isThrownBy(() -> hotp.code(0));
    }

    @Test
    void refusesAWipedSecret() {
      SharedSecret secret = SECRET.copy();
      secret.close();

      assertThatIllegalStateException()
          .isThrownBy(() -> new Hotp(secret, HashAlgorithm.SHA1, Digits.SIX));
    }
  }
}
