package dev.watchword.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.access.TokenText;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// That the watch over logs sees what it is for (SECURITY LO-01).
class SecretsInLogsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uri=otpauth://totp/A?secret=JBSWY3DPEHPK3PXP",
        "key JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP read",
        "Cookie: __Host-watchword=0123456789012345678901234567890123456789_-A",
        "code MD4Y-JRF9-YPDN-PAZE-HXQH-96EH",
        "{\"password\":\"correct horse battery staple\"}",
        "{\"code\":\"005924\"}",
        "event=verify code=00592483 status=200",
        "005924 was refused",
        "the code is 0059248."
      })
  void knowsSecretsByTheirShapeOrWords(String line) {
    assertThat(SecretsInLogs.find(line)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event=request request=d5ee9889-1 actor=a12af3f4-0dbf-408f-ba34-928b9cebe651 ms=1.5",
        "route=/api/v1/entries/{id} status=200",
        "MISSING_PERMISSION_FOR_THIS_CALLER at RequestExecutor.java:77",
        "[55429210] start: Lookup",
        "2026-11-29T10:00:00.123456Z at 127.0.0.1:54321",
        "step=59850480123 of 1795514400000"
      })
  void takesNothingElseForOne(String line) {
    assertThat(SecretsInLogs.find(line)).isEmpty();
  }

  @Test
  void failsTheClassInWhoseTimeOneWasLogged() {
    SecretsInLogs watch = new SecretsInLogs();
    String token = TokenText.PREFIX + "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U";
    Logger.getLogger("a.driver").log(Level.FINEST, "sent {0}", token);

    assertThatThrownBy(() -> watch.afterAll(null))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a.driver: wwt_");
    watch.afterAll(null); // and it is told once
  }
}
