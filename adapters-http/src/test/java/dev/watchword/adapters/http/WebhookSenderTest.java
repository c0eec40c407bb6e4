package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.watchword.core.custody.Delivery;
import dev.watchword.core.custody.Webhook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSenderTest {

  private static final byte[] SECRET = new byte[32];
  private static final String BODY = "{\"event\":\"read\",\"customer\":\"Zoë 見本\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "0.1.2.3",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "2001:0:1::1",
        "ff02::1"
      })
  void takesAddressesThatAreNotOfTheOpenInternetForPrivate(String address) {
    assertThat(WebhookSender.isPublic(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.216.34", "1.1.1.1", "172.32.0.1", "2606:4700::1111"})
  void takesOthersForPublic(String address) {
    assertThat(WebhookSender.isPublic(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void sendsTheBodyWithASignatureThatItsSecretMakes() throws Exception {
    try (Receiver receiver = new Receiver(204)) {
      assertThat(sender(Set.of("127.0.0.1")).send(receiver.webhook(), delivery())).isTrue();

      assertThat(receiver.body).isEqualTo(BODY.getBytes(StandardCharsets.UTF_8));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
      mac.update("1000.".getBytes(StandardCharsets.US_ASCII));
      assertThat(receiver.signature)
          .isEqualTo("t=1000,v1=" + HexFormat.of().formatHex(mac.doFinal(receiver.body)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 404, 500})
  void takesNoOtherAnswerForTaken(int status) throws Exception {
    try (Receiver receiver = new Receiver(status)) {
      assertThat(sender(Set.of("127.0.0.1")).send(receiver.webhook(), delivery())).isFalse();
      assertThat(receiver.requests).hasValue(1);
    }
  }

  @Test
  void callsNoPrivateAddressThatIsNotListed() throws Exception { // SECURITY UP-08
    try (Receiver receiver = new Receiver(204)) {
      assertThat(sender(Set.of()).send(receiver.webhook(), delivery())).isFalse();
      assertThat(receiver.requests).hasValue(0);
    }
  }

  private static WebhookSender sender(Set<String> listed) {
    return new WebhookSender(listed, () -> Instant.ofEpochSecond(1000));
  }

  private static Delivery delivery() {
    return new Delivery(
        new UUID(0, 1), new UUID(0, 2), BODY, 0, Instant.EPOCH, Instant.ofEpochSecond(2000));
  }

  /// A server that answers with one status, a redirect among them to itself.
  private static final class Receiver implements AutoCloseable {
    final AtomicInteger requests = new AtomicInteger();
    volatile byte[] body = {};
    volatile String signature = "";
    private final HttpServer server;

    Receiver(int status) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            requests.incrementAndGet();
            body = exchange.getRequestBody().readAllBytes();
            signature = exchange.getRequestHeaders().getFirst("Watchword-Signature");
            exchange.getResponseHeaders().add("Location", "/again");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
          });
      server.start();
    }

    Webhook webhook() {
      URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook?a=b");
      return new Webhook(new UUID(0, 2), url, Set.of(), SECRET);
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
