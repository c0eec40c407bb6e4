package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// SECURITY SE-11: TLS with real handshakes, from files as others write them.
class TlsTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  @TempDir Path folder;

  @BeforeEach
  void copyFiles() throws IOException {
    for (String name :
        List.of(
            "ec.crt",
            "rsa.crt",
            "expired.crt",
            "ec.key",
            "ec-sec1.key",
            "rsa-pkcs1.key",
            "encrypted.key")) {
      try (InputStream in = TlsTest.class.getResourceAsStream("tls/" + name)) {
        Path file = Files.write(folder.resolve(name), in.readAllBytes());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  private TlsIdentity identity(String certificate, String key) {
    return TlsIdentity.read(folder.resolve(certificate), folder.resolve(key), NOW);
  }

  private RunningServer running(String certificate, String key) {
    return new RunningServer(
        ServerSettings.standard().withPort(0).withTls(identity(certificate, key)));
  }

  private SSLContext trusting(String certificate) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(folder.resolve(certificate))) {
      store.setCertificateEntry(
          "it", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @ParameterizedTest
  @CsvSource({"ec.crt,ec.key", "ec.crt,ec-sec1.key", "rsa.crt,rsa-pkcs1.key"})
  void answersUnderTlsWithStrictTransportSecurityWhicheverWayTheKeyIsWritten(
      String certificate, String key) throws Exception {
    try (RunningServer running = running(certificate, key);
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(certificate)).build()) {
      assertThat(running.server.uri()).hasScheme("https");
      for (String path : List.of("health/live", "nothing-there")) {
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(
                        URI.create("https://localhost:" + running.port() + "/" + path))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(path.startsWith("health") ? 200 : 404);
        assertThat(answer.headers().firstValue("Strict-Transport-Security"))
            .contains("max-age=63072000");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void speaksBothVersionsThatAreSafe(String version) throws Exception {
    try (RunningServer running = running("ec.crt", "ec.key");
        SSLSocket socket =
            (SSLSocket)
                trusting("ec.crt").getSocketFactory().createSocket("localhost", running.port())) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
      assertThat(socket.getSession().getCipherSuite()).containsAnyOf("GCM", "CHACHA20");
    }
  }

  /// A client's first message of RFC 5246 section 7.4.1.2, by hand: no library speaks the old
  /// versions any more. The answer's first byte is 22 for a handshake and 21 for an alert, whose
  /// code is the seventh.
  @ParameterizedTest
  @CsvSource({
    "0303, c02b, 22, 2", // the control: TLS 1.2, ECDHE-ECDSA with AES-128-GCM
    "0302, c009, 21, 70", // TLS 1.1: protocol_version
    "0301, c009, 21, 70", // TLS 1.0
    "0300, c009, 21, 70", // SSL 3
    "0303, 0005, 21, 40", // RC4: handshake_failure
    "0303, c008, 21, 40", // 3DES
    "0303, c009, 21, 40", // AES-CBC
    "0303, 009c, 21, 40", // RSA key exchange, without forward secrecy
  })
  void refusesOldVersionsAndCiphers(String version, String suite, int kind, int seventh)
      throws IOException {
    try (RunningServer running = running("ec.crt", "ec.key");
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(clientHello(version, suite));
      byte[] head = socket.getInputStream().readNBytes(7);
      assertThat(head[0]).isEqualTo((byte) kind);
      assertThat(kind == 22 ? head[5] : head[6]).isEqualTo((byte) seventh);
    }
  }

  private static byte[] clientHello(String version, String suite) {
    String extensions =
        "000a00040002"
            + "0017" // the curve P-256
            + "000b00020100" // uncompressed points
            + "000d0006000404030401"; // ECDSA and RSA with SHA-256
    String body =
        version
            + "11".repeat(32)
            + "00"
            + "0002"
            + suite
            + "0100"
            + length(extensions, 4)
            + extensions;
    String handshake = "01" + length(body, 6) + body;
    return HexFormat.of().parseHex("16" + "0301" + length(handshake, 4) + handshake);
  }

  private static String length(String hex, int digits) {
    return HexFormat.of().toHexDigits(hex.length() / 2, digits);
  }

  @Test
  void tellsNothingToWhoeverSpeaksPlainHttpToIt() throws IOException {
    try (RunningServer running = running("ec.crt", "ec.key");
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write("GET /health/live HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(answer);
      } catch (IOException cut) {
        // also an end
      }
      assertThat(answer.toString(StandardCharsets.ISO_8859_1)).doesNotContain("HTTP/", "Location");
    }
  }

  @Test
  void mayListenAnywhereWithoutAProxyAndAnswersToItsName() throws Exception { // SE-09
    ServerSettings settings =
        ServerSettings.standard()
            .withPort(0)
            .withTls(identity("ec.crt", "ec.key"))
            .withBind(InetAddress.ofLiteral("0.0.0.0"), List.of());
    try (RunningServer running = new RunningServer(settings);
        HttpClient client = HttpClient.newBuilder().sslContext(trusting("ec.crt")).build()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(
                      URI.create("https://localhost:" + running.port() + "/health/live"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw--w----"})
  void refusesAKeyThatOthersReachAndNamesTheMode(String mode) throws IOException { // UN-08
    Path key = folder.resolve("ec.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> identity("ec.crt", "ec.key"))
        .withMessageContaining(mode)
        .withMessageContaining(key.toString());
  }

  @Test
  void refusesFilesThatDoNotServeInOneSentenceWithoutTheKey() throws IOException {
    Files.writeString(folder.resolve("empty.crt"), "nothing\n");
    refuses("rsa.crt", "ec.key", "is not that of the first certificate");
    refuses("expired.crt", "ec.key", "expired at");
    refuses("empty.crt", "ec.key", "no certificate in PEM form");
    refuses("ec.crt", "encrypted.key", "is encrypted");
    refuses("ec.crt", "none.key", "can't be read");
    refuses("none.crt", "ec.key", "can't be read");
    refuses("ec.crt", "ec.crt", "no private key in PEM form");
  }

  private void refuses(String certificate, String key, String sentence) {
    assertThatThrownBy(() -> identity(certificate, key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence)
        .hasMessageEndingWith(".")
        .message()
        .doesNotContain("MIG", "MHc");
  }
}
