package dev.watchword.adapters.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.FileError;
import dev.watchword.core.interchange.ImportLimits;
import dev.watchword.core.interchange.KdfLimits;
import dev.watchword.core.interchange.ReadContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a file may cost, also one whose password is right.
class CostTest {

  private static ReadContext context(KdfLimits limits) {
    return new ReadContext(
        ImportLimits.STANDARD.withKdf(limits),
        Fixtures.passwords(Optional.of(Samples.PASSWORD)),
        List.of(),
        Optional.empty());
  }

  private static BackupContents readSealed(KdfLimits limits) throws BackupFileException {
    return new AegisFormat().read(Fixtures.file("aegis/encrypted.json"), context(limits));
  }

  private static KdfLimits within(Duration deadline) {
    KdfLimits s = KdfLimits.STANDARD;
    return new KdfLimits(
        s.scryptBytes(),
        s.argon2Bytes(),
        s.argon2Work(),
        s.lanes(),
        s.pbkdf2Iterations(),
        s.aesRounds(),
        s.slots(),
        deadline);
  }

  /// IM-05.
  @Test
  void noDerivationBeginsAfterTheDeadline() {
    assertThat(KdfLimits.STANDARD.deadline()).isEqualTo(Duration.ofSeconds(30));
    assertThatThrownBy(() -> readSealed(within(Duration.ofMillis(1))))
        .isInstanceOfSatisfying(
            BackupFileException.class,
            refusal -> assertThat(refusal.error()).isInstanceOf(FileError.OverLimit.class))
        .hasMessageContaining("time of all key derivations");
  }

  /// IM-05.
  @Test
  void oneDerivationRunsAtATime() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    KeyDerivation.ONE_AT_A_TIME.lock();
    Future<BackupContents> reading;
    try {
      reading = other.submit(() -> readSealed(KdfLimits.STANDARD));
      assertThatThrownBy(() -> reading.get(500, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
    } finally {
      KeyDerivation.ONE_AT_A_TIME.unlock();
      other.shutdown();
    }
    reading.get(30, TimeUnit.SECONDS).close();
  }

  /// IM-05: ten thousand slots are refused before the first is tried.
  @Test
  void tooManySlotsAreRefusedAtOnce() {
    String slot =
        "{\"type\":1,\"uuid\":\"a\",\"key\":\"00\",\"n\":32768,\"r\":8,\"p\":1,\"salt\":\"00\"}";
    String file =
        "{\"version\":1,\"header\":{\"slots\":["
            + (slot + ",").repeat(9_999)
            + slot
            + "],\"params\":{\"nonce\":\"00\",\"tag\":\"00\"}},\"db\":\"AAAA\"}";
    JsonNode report =
        Fixtures.report(
            List.of(new BackupFile("x", file.getBytes(StandardCharsets.UTF_8))),
            Optional.of("x"),
            Optional.empty());
    assertThat(report.get("error").asText()).isEqualTo("unsupported");
    assertThat(report.get("message").asText()).contains("10000", "16");
  }

  /// IM-04: the message names parameter, value, limit and the option that raises it.
  @Test
  void aCostlyFileSaysWhatWouldLetItIn() {
    JsonNode report =
        Fixtures.report(
            Fixtures.named("aegis/costly").files(),
            Optional.of(Samples.PASSWORD),
            Optional.empty());
    assertThat(report.get("message").asText())
        .contains("scrypt memory")
        .contains(Long.toString(128L * 8 << 28))
        .contains(Integer.toString(256 << 20))
        .contains("--allow-costly-kdf");
  }

  /// IM-17: the right password opens it, and what was sealed gets the same checks.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deep|unsupported",
        "many|unsupported",
        "values|unsupported",
        "double|damaged",
        "cut|damaged",
        "nan|damaged",
        "object|damaged"
      })
  void authenticatedContentIsCheckedLikeAnyOther(String kind, String error) {
    String service = "{\"name\":\"a\",\"secret\":\"MFRGG\",\"otp\":{}}";
    String hostile =
        switch (kind) {
          case "deep" -> "[".repeat(100_000);
          case "many" -> "[" + (service + ",").repeat(10_000) + service + "]";
          case "values" -> "[" + "0,".repeat(2_000_000) + "0]";
          case "double" -> "[{\"secret\":\"MFRGG\",\"secret\":\"MFRGG\"}]";
          case "cut" -> "[" + service + ",{";
          case "nan" -> "[{\"secret\":NaN}]";
          default -> "{\"services\":1}";
        };
    byte[] salt = new byte[256];
    byte[] nonce = new byte[12];
    byte[] key =
        Pbkdf2.HMAC_SHA256.derive(
            "x".getBytes(StandardCharsets.US_ASCII), salt, TwoFasFormat.ROUNDS, 32);
    byte[] sealed = Aes.sealGcm(key, nonce, new byte[0], hostile.getBytes(StandardCharsets.UTF_8));
    Base64.Encoder base64 = Base64.getEncoder();
    String file =
        "{\"services\":[],\"groups\":[],\"schemaVersion\":4,\"servicesEncrypted\":\""
            + base64.encodeToString(sealed)
            + ":"
            + base64.encodeToString(salt)
            + ":"
            + base64.encodeToString(nonce)
            + "\"}";
    JsonNode report =
        Fixtures.report(
            List.of(new BackupFile("x", file.getBytes(StandardCharsets.UTF_8))),
            Optional.of("x"),
            Optional.empty());
    assertThat(report.get("error").asText()).isEqualTo(error);
    assertThat(report.get("entries")).isEmpty();
  }
}
