package dev.watchword.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RootKeyUriTest {

  private static final String MODULE = "?module-path=/usr/lib/token.so";

  @Test
  void readsTheAttributesOfRfc7512() {
    RootKeyUri uri =
        RootKeyUri.parse(
            "pkcs11:type=secret-key;slot-id=7;object=root%20key%3B%2F"
                + "?pin-source=file:/etc/watchword/pin&module-path=/usr/lib/x/../token.so");
    assertThat(uri)
        .isEqualTo(
            new RootKeyUri(
                "root key;/",
                OptionalLong.of(7),
                Path.of("/usr/lib/token.so"),
                Optional.of(Path.of("/etc/watchword/pin"))));
    assertThat(RootKeyUri.parse("PKCS11:object=a" + MODULE))
        .isEqualTo(
            new RootKeyUri(
                "a", OptionalLong.empty(), Path.of("/usr/lib/token.so"), Optional.empty()));
    assertThat(RootKeyUri.parse("pkcs11:object=a" + MODULE + "&pin-source=file:///p").pinFile())
        .contains(Path.of("/p"));
    assertThat(RootKeyUri.parse("pkcs11:object=a" + MODULE + "&pin-source=/p").pinFile())
        .contains(Path.of("/p"));
    assertThat(RootKeyUri.isOne("/home/ada/pkcs11:x")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          object=a                                       | pkcs11:object=NAME
          pkcs11:                                        | by object
          pkcs11:object=                                 | by object
          pkcs11:object=a%0Ab?module-path=/t.so          | by object
          pkcs11:object=%C3%A4?module-path=/t.so         | ASCII
          pkcs11:object=a                                | module-path
          pkcs11:object=a?module-path=t.so               | module-path
          pkcs11:object=a?module-path=/t%00.so           | module-path
          pkcs11:object=a;object=b?module-path=/t.so     | twice
          pkcs11:object?module-path=/t.so                | equals sign
          pkcs11:object=%4?module-path=/t.so             | hexadecimal
          pkcs11:object=%ff?module-path=/t.so            | UTF-8
          pkcs11:object=a;slot-id=x?module-path=/t.so    | is a number
          pkcs11:object=a;token=x?module-path=/t.so      | by slot-id
          pkcs11:object=a;wrong=x?module-path=/t.so      | may have
          pkcs11:object=a;type=private?module-path=/t.so | type=secret-key
          pkcs11:object=a?module-path=/t.so&pin-source=p | pin-source
          """)
  void refusesWhatCantBeUsed(String text, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RootKeyUri.parse(text))
        .withMessageContaining(why);
  }

  @Test
  void takesNoPinAndRepeatsNone() { // UN-02
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RootKeyUri.parse("pkcs11:object=a" + MODULE + "&pin-value=97531"))
        .withMessageContaining("pin-source")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("97531"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RootKeyUri.parse("pkcs11:object=a" + MODULE + "x".repeat(3000)));
  }
}
