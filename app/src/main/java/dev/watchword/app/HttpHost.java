package dev.watchword.app;

import dev.watchword.adapters.cli.AnchorFiles;
import dev.watchword.adapters.cli.RunningServer;
import dev.watchword.adapters.cli.ServeOrder;
import dev.watchword.adapters.http.Gauge;
import dev.watchword.adapters.http.OpenIdSettings;
import dev.watchword.adapters.http.ServerSettings;
import dev.watchword.adapters.http.TlsIdentity;
import dev.watchword.adapters.http.WatchwordServer;
import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.StorageModule;
import dev.watchword.core.vault.OpenVault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// Starts the server for `watchword serve`.
final class HttpHost {

  private HttpHost() {}

  /// @throws IllegalArgumentException when it may not, or can't, listen there; the message is a
  ///   sentence
  static RunningServer start(Database database, ServeOrder order, Optional<OpenVault> opened) {
    ServedNode node = node(order.auditing());
    LogLines.install(node.name());
    Served served = Programs.server(database, settings(order), node);
    served.guard().check(order, opened);
    opened.ifPresent(served.door()::admit);
    WatchwordServer server = served.server();
    try {
      server.start();
    } catch (IllegalStateException portTaken) {
      throw new IllegalArgumentException(portTaken.getMessage(), portTaken);
    }
    served.chores().start();
    gauges(database, server);
    return new RunningServer() {
      @Override
      public URI uri() {
        return server.uri();
      }

      @Override
      public Optional<String> setupCode() {
        return server.setupCode();
      }

      @Override
      public void close() {
        server.close();
        served.chores().close();
        served.door().close();
      }
    };
  }

  private static void gauges(Database database, WatchwordServer server) {
    gauge(server, "busy", "Connections to the database in use", () -> database.use().busy());
    gauge(server, "idle", "Connections that wait for work", () -> database.use().idle());
    gauge(server, "waiting", "Who waits for a connection", () -> database.use().waiting());
    gauge(server, "most", "Connections at the most", () -> database.use().most());
  }

  private static void gauge(
      WatchwordServer server, String which, String help, DoubleSupplier value) {
    server.gauge(new Gauge("watchword_database_connections_" + which, help, value));
  }

  private static ServedNode node(ServeOrder.Auditing auditing) {
    String name =
        auditing
            .node()
            .orElseGet(() -> ServedNode.nameOf(hostName(), ProcessHandle.current().pid()));
    AnchorFiles anchor = auditing.anchor();
    return new ServedNode(
        name,
        StorageModule.checkpoints(anchor.kept(), anchor.newest()),
        Duration.ofSeconds(auditing.lookSeconds()));
  }

  /// Without asking a name server.
  private static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException notLinux) {
      return "";
    }
  }

  private static ServerSettings settings(ServeOrder order) {
    ServeOrder.Listening listening = order.listening();
    ServerSettings plain =
        ServerSettings.standard()
            .withPort(listening.port())
            .withPublicHosts(listening.publicHosts());
    ServerSettings settings =
        listening
            .tls()
            .map(files -> TlsIdentity.read(files.certificates(), files.key(), Instant.now()))
            .map(plain::withTls)
            .orElse(plain);
    ServerSettings all =
        order.openId().map(OpenIdSettings::read).map(settings::withOpenId).orElse(settings);
    return all.withMetricsReaders(addresses(listening.metricsReaders()))
        .withWebhookHosts(order.webhookHosts())
        .withDrain(Duration.ofSeconds(listening.drainSeconds()))
        .withBind(address(listening.bind()), addresses(listening.trustedProxies()));
  }

  private static List<InetAddress> addresses(List<String> texts) {
    return texts.stream().map(HttpHost::address).toList();
  }

  /// An address in digits: a name could be looked up, and answered by somebody else.
  private static InetAddress address(String text) {
    try {
      return InetAddress.ofLiteral(text.equals("localhost") ? "127.0.0.1" : text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "An address is given in digits, such as 127.0.0.1 or ::1.", e);
    }
  }
}
