package dev.watchword.core.keyuri;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.secret.Base32;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is read, there is a value or a [KeyUriSyntaxException], and nothing of a secret in it.
class KeyUriArbitraryTextTest {

  private static final int TEXTS = 20_000;

  private static final List<String> PIECES =
      List.of(
          "otpauth://",
          "totp/",
          "hotp/",
          "steam/",
          "yaotp/",
          "motp://",
          "steam://",
          "key=",
          "?",
          "&",
          "=",
          "#",
          "/",
          ":",
          "%3A",
          "%",
          "%2",
          "%FF",
          "%C3%A9",
          "%00",
          "+",
          "secret=",
          "issuer=",
          "algorithm=",
          "digits=",
          "period=",
          "counter=",
          "encoder=steam",
          "steam",
          "pin=",
          "pin_length=4",
          "tags=a",
          "size=",
          "step=",
          "type=",
          "otpHashMode=",
          "encoding=",
          "null",
          "Steam",
          "SHA1",
          "SHA256",
          "MD5",
          "6",
          "8",
          "30",
          "-1",
          "0",
          "9223372036854775808",
          "٦",
          "GUZDGOI",
          "é",
          "😀",
          "\ud800",
          "\udc00",
          "\u0000",
          "\n",
          " ",
          "İ",
          "ı",
          "\ufeff");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isAValueOrARefusalThatDoesNotRepeatTheSecret(long seed) {
    Random random = new Random(seed);
    int accepted = 0;
    for (int i = 0; i < TEXTS; i++) {
      String secret = secret(random);
      accepted += read(text(random, secret), secret) ? 1 : 0;
    }
    // both ways out were taken
    assertThat(accepted).isBetween(TEXTS / 100, TEXTS * 99 / 100);
  }

  private static boolean read(String text, String secret) {
    try (KeyUri uri = KeyUri.parse(text)) {
      assertThat(uri.toString()).isEqualTo("KeyUri[REDACTED]");
      assertThat(uri.key().toString()).doesNotContainIgnoringCase(secret);
      return true;
    } catch (KeyUriSyntaxException e) {
      assertThat(e.toString()).doesNotContainIgnoringCase(secret);
      assertThat(e.parameter()).doesNotContainIgnoringCase(secret);
      return false;
    } catch (RuntimeException e) {
      throw new AssertionError("escaped for: " + text, e);
    }
  }

  private static String secret(Random random) {
    byte[] bytes = new byte[10 + random.nextInt(20)];
    random.nextBytes(bytes);
    String secret = Base32.encode(bytes);
    return random.nextBoolean() ? secret : secret.toLowerCase(Locale.ROOT);
  }

  /// Half of the texts are a good URI with something put into it, half are pieces in any order.
  private static String text(Random random, String secret) {
    StringBuilder text = new StringBuilder();
    if (random.nextBoolean()) {
      text.append("otpauth://totp/Acme:ann?secret=").append(secret).append("&issuer=Acme&digits=6");
      for (int i = random.nextInt(4); i > 0; i--) {
        text.insert(random.nextInt(text.length() + 1), piece(random, secret));
      }
    } else {
      for (int i = random.nextInt(20); i > 0; i--) {
        text.append(piece(random, secret));
      }
    }
    return text.toString();
  }

  private static String piece(Random random, String secret) {
    return switch (random.nextInt(8)) {
      case 0 -> secret;
      case 1 -> String.valueOf((char) random.nextInt(0x10000));
      default -> PIECES.get(random.nextInt(PIECES.size()));
    };
  }
}
