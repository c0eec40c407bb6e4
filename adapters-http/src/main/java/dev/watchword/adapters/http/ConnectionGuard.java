package dev.watchword.adapters.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Bounds how long a client may take (SECURITY SE-13): ten seconds for a request's head, thirty for
/// the whole request, seventy-five between two requests. Helidon's own timer asks each connection
/// how long it has been idle; a connection that is over its limit answers with more than any timer
/// allows, and is cut.
///
/// A read time-out would not do: a client that sends a byte a second never meets it.
final class ConnectionGuard implements ServerConnectionSelector {

  /// How long a client may take.
  ///
  /// @param head from the connection, or from a request's first line, to the end of its headers
  /// @param request from there to the end of the answer
  /// @param idle between an answer and the next request's first line; more than clients and proxies
  ///   keep a connection for (sixty seconds, thirty for the JDK's client), so that they close it
  ///   first: what is sent on one that is being cut is lost, and a POST is not sent again by itself
  ///   (RFC 9112, section 9.3.1)
  record Limits(Duration head, Duration request, Duration idle) {

    static final Limits STANDARD =
        new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(75));
  }

  /// How long a stream may go without a sign of life; it gives one a second.
  private static final Duration STREAM = Duration.ofSeconds(40);

  /// The connection that a thread serves.
  private static final ThreadLocal<Guarded> SERVED = new ThreadLocal<>();

  private final Limits limits;
  private final ServerConnectionSelector http1;
  private final Map<ConnectionContext, Guarded> guarded = new ConcurrentHashMap<>();

  /// @param config without a receive listener of its own
  ConnectionGuard(Http1Config.Builder config, Limits limits) {
    this.limits = limits;
    this.http1 =
        Http1ConnectionSelector.builder()
            .config(config.addReceiveListener(new Listener()).build())
            .build();
  }

  /// Says, on the thread that writes it, that an answer without an end goes on: its client takes
  /// what is sent.
  static void streamIsAlive() {
    enterOnThisThread(Phase.STREAM);
  }

  /// Says that such an answer has come to its end.
  static void streamHasEnded() {
    enterOnThisThread(Phase.REQUEST);
  }

  private static void enterOnThisThread(Phase phase) {
    Guarded served = SERVED.get();
    if (served != null) {
      served.position = Position.at(phase);
    }
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http1.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http1.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http1.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext accepted) {
    ConnectionContext context = new CaseSensitiveMethods(accepted);
    Guarded connection = new Guarded(context, http1.connection(context));
    guarded.put(context, connection);
    return connection;
  }

  private final class Listener implements Http1ConnectionListener {
    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
      enter(context, Phase.HEADERS);
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
      enter(context, Phase.REQUEST);
    }

    private void enter(ConnectionContext context, Phase phase) {
      guarded.computeIfPresent(context, (same, connection) -> connection.enter(phase));
    }
  }

  private enum Phase {
    FIRST_LINE,
    HEADERS,
    REQUEST,
    STREAM
  }

  /// @param since in the time of [System#nanoTime]
  private record Position(Phase phase, long since) {

    static Position at(Phase phase) {
      return new Position(phase, System.nanoTime());
    }

    boolean overdue(Limits limits) {
      Duration limit =
          switch (phase) {
            case FIRST_LINE, HEADERS -> limits.head;
            case REQUEST -> limits.request;
            case STREAM -> STREAM;
          };
      return System.nanoTime() - since > limit.toNanos();
    }
  }

  private final class Guarded implements ServerConnection, InterruptableTask<Void> {
    private final ConnectionContext context;
    private final ServerConnection delegate;
    private volatile Position position = Position.at(Phase.FIRST_LINE);

    Guarded(ConnectionContext context, ServerConnection delegate) {
      this.context = context;
      this.delegate = delegate;
    }

    Guarded enter(Phase phase) {
      position = Position.at(phase);
      return this;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      SERVED.set(this);
      try {
        delegate.handle(limit);
      } finally {
        SERVED.remove();
        guarded.remove(context);
      }
    }

    /// Past every limit when this connection is over its own.
    @Override
    public Duration idleTime() {
      boolean betweenRequests = position.phase == Phase.REQUEST && canInterrupt();
      boolean overdue =
          betweenRequests
              ? delegate.idleTime().compareTo(limits.idle) > 0
              : position.overdue(limits);
      return overdue ? Duration.ofDays(1) : Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
      delegate.close(interrupt || idleTime().isPositive());
    }

    /// Whether it waits for a request's first line.
    @Override
    public boolean canInterrupt() {
      return delegate instanceof InterruptableTask<?> task && task.canInterrupt();
    }
  }
}
