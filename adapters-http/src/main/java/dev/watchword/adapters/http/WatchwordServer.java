package dev.watchword.adapters.http;

import dev.watchword.core.access.AuthenticateToken;
import dev.watchword.core.capture.ImageDecoder;
import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Watchword's server, to be started by any Java program with ports of its own.
///
/// ```java
/// try (var server = new WatchwordServer(ServerSettings.standard(), ports)) {
///   server.start();
///   …
/// }
/// ```
///
/// It does not own the vault or the stores behind its ports and closes none of them. Thread-safe.
public final class WatchwordServer implements AutoCloseable {

  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_REQUEST_LINE_BYTES = 4 * 1024;
  private static final int MAX_CONNECTIONS = 10_000;
  private static final Duration STOP_GRACE = Duration.ofSeconds(10);
  private static final Duration GUARD_PERIOD = Duration.ofMillis(500);
  private static final Duration GUARD_TIMEOUT = Duration.ofHours(1);

  /// Helidon's news of its own start, which the exceptions of [#start] and the caller tell better.
  /// Held here, as a logger's level goes with it.
  private static final List<Logger> CHATTY =
      Stream.of(
              "io.helidon.webserver.LoomServer",
              "io.helidon.webserver.ServerListener",
              "io.helidon.common.features.HelidonFeatures")
          .map(Logger::getLogger)
          .toList();

  private final ServerSettings settings;
  private final ServerPorts ports;
  private final ConnectionGuard.Limits limits;
  private final Measurements measurements = new Measurements();
  private final Stopping stopping = new Stopping();
  private final EventStreams streams = new EventStreams();
  private final Routes routes;
  private final Optional<PeopleSide> people;
  private final RefusalRecord refusals;
  private @Nullable WebServer running;

  /// Makes a server that does not listen yet.
  public WatchwordServer(ServerSettings settings, ServerPorts ports) {
    this(settings, ports, ConnectionGuard.Limits.STANDARD);
  }

  WatchwordServer(ServerSettings settings, ServerPorts ports, ConnectionGuard.Limits limits) {
    this(settings, ports, limits, UnaryOperator.identity());
  }

  private WatchwordServer(
      ServerSettings settings,
      ServerPorts ports,
      ConnectionGuard.Limits limits,
      UnaryOperator<Route> change) {
    this.settings = settings;
    this.ports = ports;
    this.limits = limits;
    this.refusals = new RefusalRecord(ports);
    this.people = ports.people().map(it -> new PeopleSide(it, ports, settings, refusals));
    stopping.onStop(streams::endAll);
    ImageDecoder decoder = measurements.timed(ports.decoder());
    this.routes =
        Routes.of(
            Stream.of(
                    new HealthEndpoints(
                            ports.vault(),
                            ports.verifier(),
                            ports.tokens(),
                            ports.clock(),
                            stopping)
                        .routes(),
                    measurements.routes(),
                    new VaultRoutes(ports, decoder, streams).routes(),
                    new EnrolmentEndpoints(ports.verifier()).routes(),
                    new FactorEndpoints(ports.verifier(), measurements).routes(),
                    people.stream().flatMap(PeopleSide::routes),
                    new WebFiles().routes())
                .flatMap(each -> each)
                .map(change));
  }

  /// One with the same ports whose routes are changed: for tests of what stands before them.
  WatchwordServer likeThis(UnaryOperator<Route> change) {
    return new WatchwordServer(settings, ports, limits, change);
  }

  /// The code that lets the first owner in, to be shown on the terminal that the server was started
  /// in and nowhere else; empty once there is somebody, or where the server has no people.
  public Optional<String> setupCode() {
    return people.map(PeopleSide::firstRun).flatMap(FirstRun::code);
  }

  Routes routes() {
    return routes;
  }

  /// Starts to listen; returns when connections are taken.
  ///
  /// @throws IllegalStateException when it runs already, or the port is taken
  public synchronized void start() {
    if (running != null) {
      throw new IllegalStateException("this server runs already");
    }
    CHATTY.stream()
        .filter(logger -> logger.getLevel() == null)
        .forEach(logger -> logger.setLevel(Level.OFF));
    RequestIds ids = new RequestIds(ports.random());
    Gate gate =
        new Gate(
            settings,
            new AuthenticateToken(
                ports.tokens(),
                () -> ports.verifier().verifier().map(Verifier::tokenKeys),
                owner -> people.flatMap(side -> side.roleOf(owner)),
                ports.clock()),
            people.map(PeopleSide::gate),
            () -> people.isEmpty() || people.get().firstRun().due(),
            refusals,
            ports.clock());
    Dispatcher dispatcher =
        new Dispatcher(
            routes, gate, refusals, settings.peers(), ids, new AccessLog(), measurements);
    WebServerConfig.Builder builder =
        WebServer.builder()
            .address(settings.bind())
            .port(settings.port())
            .shutdownHook(false)
            .shutdownGracePeriod(STOP_GRACE)
            .connectionOptions(options -> options.tcpNoDelay(true))
            .maxPayloadSize(2L * ImportUpload.MAX_BODY_BYTES) // beyond ours, so that we answer
            .maxTcpConnections(MAX_CONNECTIONS)
            .idleConnectionTimeout(GUARD_TIMEOUT)
            .idleConnectionPeriod(GUARD_PERIOD)
            .protocolsDiscoverServices(false)
            .featuresDiscoverServices(false)
            .addConnectionSelector(new ConnectionGuard(http1(), limits))
            .directHandlers(earlyProblems(ids, settings.tls().isPresent()))
            .routing(HttpRouting.builder().any(dispatcher));
    settings.tls().ifPresent(identity -> builder.tls(tls(identity)));
    WebServer server = builder.build();
    try {
      server.start();
    } catch (RuntimeException e) {
      server.stop();
      throw e.getCause() instanceof IOException || e instanceof UncheckedIOException
          ? new IllegalStateException(cannotListen(), e)
          : e;
    }
    if (!server.isRunning()) {
      server.stop();
      throw new IllegalStateException(cannotListen());
    }
    running = server;
    measurements.load();
  }

  private String cannotListen() {
    return "Nothing can listen on %s port %d; is another server there? --port takes another."
        .formatted(settings.bind().getHostAddress(), settings.port());
  }

  /// TLS 1.3, and 1.2 with forward secrecy and authenticated encryption (SECURITY SE-11; RFC 9325
  /// section 4.2).
  private static Tls tls(TlsIdentity identity) {
    return Tls.builder()
        .sslContext(identity.context())
        .enabledProtocols(List.of("TLSv1.3", "TLSv1.2"))
        .enabledCipherSuites(
            Stream.of(identity.context().getSupportedSSLParameters().getCipherSuites())
                .filter(suite ->
                    suite.startsWith("TLS_AES_")
                        || suite.startsWith("TLS_CHACHA20_")
                        || suite.matches("TLS_ECDHE_.*_(GCM|CHACHA20_POLY1305)_SHA[0-9]+"))
                .toList())
        .build();
  }

  /// Without Helidon's own traffic log, which would write tokens and secrets (SECURITY LO-01).
  @SuppressWarnings("removal")
  private static Http1Config.Builder http1() {
    return Http1Config.builder()
        .maxHeadersSize(MAX_HEADER_BYTES)
        .maxPrologueLength(MAX_REQUEST_LINE_BYTES)
        .validateRequestHeaders(true)
        .receiveLog(false)
        .sendLog(false);
  }

  private static DirectHandlers earlyProblems(RequestIds ids, boolean secure) {
    EarlyProblems handler = new EarlyProblems(ids, secure);
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      handlers.addHandler(type, handler);
    }
    return handlers.build();
  }

  /// The port that it listens on.
  ///
  /// @throws IllegalStateException when it does not run
  public synchronized int port() {
    if (running == null) {
      throw new IllegalStateException("this server does not run");
    }
    return running.port();
  }

  /// Where a browser on this machine finds it.
  ///
  /// @throws IllegalStateException when it does not run
  public URI uri() {
    String host = settings.bind() instanceof Inet6Address ? "[::1]" : "127.0.0.1";
    return URI.create(
        (settings.tls().isPresent() ? "https://" : "http://") + host + ":" + port() + "/");
  }

  /// Has `/metrics` show a figure more; before or after the start.
  public void gauge(Gauge gauge) {
    measurements.gauge(gauge);
  }

  /// Stops: is not ready any more, for as long as the settings say; then takes no more connections,
  /// and lets requests that are under way end for up to ten seconds.
  @Override
  public synchronized void close() {
    if (running != null) {
      stopping.begin();
      drain();
      running.stop();
      running = null;
      measurements.close();
    }
  }

  private void drain() {
    try {
      Thread.sleep(settings.drain());
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
