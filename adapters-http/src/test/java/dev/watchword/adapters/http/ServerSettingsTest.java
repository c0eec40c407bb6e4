package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Where the server listens (SECURITY SE-09).
class ServerSettingsTest {

  private static final InetAddress ANY = InetAddress.ofLiteral("0.0.0.0");

  @Test
  void listensOnLoopbackPort7420UnlessToldOtherwise() {
    ServerSettings standard = ServerSettings.standard();
    assertThat(standard.bind().getHostAddress()).isEqualTo("127.0.0.1");
    assertThat(standard.port()).isEqualTo(7420);
  }

  @Test
  void refusesAnAddressThatOthersReachWithoutAProxyAndNamesTheOption() {
    for (String address : List.of("0.0.0.0", "::", "192.0.2.1", "2001:db8::1")) {
      assertThatIllegalArgumentException()
          .as(address)
          .isThrownBy(
              () -> ServerSettings.standard().withBind(InetAddress.ofLiteral(address), List.of()))
          .withMessageContaining("--trusted-proxy")
          .withMessageContaining("127.0.0.1");
    }
    assertThat(ServerSettings.standard().withBind(InetAddress.ofLiteral("::1"), List.of()).bind())
        .isEqualTo(InetAddress.ofLiteral("::1"));
  }

  @Test
  void refusesHostNamesThatAreNone() {
    for (String host : List.of("", "*", "http://a", "a/b", "a:b", "a b", "-a", "[::1")) {
      assertThatIllegalArgumentException()
          .as(host)
          .isThrownBy(() -> ServerSettings.standard().withPublicHosts(Set.of(host)));
    }
    assertThat(
            ServerSettings.standard()
                .withPublicHosts(Set.of("Codes.Example.org", "a.b:8443", "[2001:db8::1]:443"))
                .publicHosts())
        .containsExactlyInAnyOrder("codes.example.org", "a.b:8443", "[2001:db8::1]:443");
  }

  @Test
  void isReachedOnLoopbackAlone() throws IOException {
    try (RunningServer running = new RunningServer()) {
      Optional<InetAddress> other =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
              .findFirst();
      for (InetAddress address : other.stream().toList()) {
        try (Socket socket = new Socket()) {
          assertThat(connects(socket, new InetSocketAddress(address, running.port()))).isFalse();
        }
      }
      assertThat(running.server.uri()).hasToString("http://127.0.0.1:" + running.port() + "/");
    }
  }

  private static boolean connects(Socket socket, InetSocketAddress to) {
    try {
      socket.connect(to, 2000);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  @Test
  void answersOnlyTheDeclaredProxyBehindAnAddressThatOthersReach() throws IOException {
    InetAddress nobody = InetAddress.ofLiteral("192.0.2.9");
    ServerSettings open = ServerSettings.standard().withPort(0).withBind(ANY, List.of(nobody));
    try (RunningServer running = new RunningServer(open)) {
      assertThat(live(running).status()).isEqualTo(403);
    }
    ServerSettings proxied =
        ServerSettings.standard()
            .withPort(0)
            .withBind(ANY, List.of(InetAddress.ofLiteral("127.0.0.1")));
    try (RunningServer running = new RunningServer(proxied)) {
      assertThat(live(running).status()).isEqualTo(200);
    }
  }

  private static RawConnection.Reply live(RunningServer running) throws IOException {
    return RawConnection.exchange(
        running.port(),
        "GET /health/live HTTP/1.1\r\nHost: localhost:%d\r\nX-Forwarded-For: 192.0.2.9\r\n\r\n"
            .formatted(running.port()));
  }

  @Test
  void saysWhenThePortIsTaken() {
    try (RunningServer running = new RunningServer()) {
      assertThatIllegalStateException()
          .isThrownBy(
              () -> new RunningServer(ServerSettings.standard().withPort(running.port())).close())
          .withMessageContaining("port " + running.port());
    }
  }
}
