package dev.watchword.adapters.http;

import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.vault.NoSuchEntryException;
import dev.watchword.core.vault.OutcomeUnknownException;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.vault.VaultLockedException;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// Takes a request from the connection to its endpoint and the answer back: the one place that
/// turns outcomes and exceptions into HTTP.
final class Dispatcher implements Handler {

  private static final Set<String> KNOWN_METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");
  private static final byte[] NO_BODY = {};

  private final Routes routes;
  private final Gate gate;
  private final RefusalRecord refusals;
  private final Peers peers;
  private final RequestIds ids;
  private final AccessLog log;
  private final Measurements measurements;

  Dispatcher(
      Routes routes,
      Gate gate,
      RefusalRecord refusals,
      Peers peers,
      RequestIds ids,
      AccessLog log,
      Measurements measurements) {
    this.routes = routes;
    this.gate = gate;
    this.refusals = refusals;
    this.peers = peers;
    this.ids = ids;
    this.log = log;
    this.measurements = measurements;
  }

  /// What is learnt about a request on its way.
  private static final class Trace {
    final String requestId;
    String route = "-";
    String caller = "-";

    Trace(String requestId) {
      this.requestId = requestId;
    }
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    long start = System.nanoTime();
    String method = request.prologue().method().text();
    Trace trace = new Trace(ids.next());
    Answer answer = answer(request, method, trace);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    String known = KNOWN_METHODS.contains(method) ? method : "-";
    log.request(
        trace.requestId,
        peers.client(request).getHostAddress(),
        known,
        trace.route,
        answer.status(),
        took,
        trace.caller);
    measurements.request(known, trace.route, answer.status(), took);
    boolean last = closes(answer, request);
    send(answer, trace.requestId, request, last, response);
    if (last) {
      throw new CloseConnectionException("the answer was the last one");
    }
  }

  /// Whether the connection ends with this answer: because the client or the answer says so, or
  /// because the body was refused before it was sent. Helidon itself would wait for the client.
  private static boolean closes(Answer answer, ServerRequest request) {
    return request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)
        || answer.headers().containsKey("Connection")
        || (answer.status() >= 400
            && request.headers().containsToken(HeaderValues.EXPECT_100)
            && !request.continueSent());
  }

  private Answer answer(ServerRequest request, String method, Trace trace) {
    try {
      return dispatch(request, method, trace);
    } catch (ProblemException e) {
      e.denied().ifPresent(it -> refusals.denied(it, peers.client(request), trace.requestId));
      return e.problem().toAnswer(trace.requestId);
    } catch (VaultLockedException e) {
      return Problem.locked().toAnswer(trace.requestId);
    } catch (NoSuchEntryException e) {
      return Problem.notFound().toAnswer(trace.requestId);
    } catch (OutcomeUnknownException e) {
      log.fault(trace.requestId, trace.route, e);
      return Problem.unknown().toAnswer(trace.requestId);
    } catch (StorageException e) {
      log.fault(trace.requestId, trace.route, e);
      return Problem.storage().toAnswer(trace.requestId);
    } catch (TamperingException e) {
      log.fault(trace.requestId, trace.route, e);
      return Problem.damaged().toAnswer(trace.requestId);
    } catch (RequestException
        | HttpException
        | CloseConnectionException
        | UncheckedIOException brokenConnection) {
      throw brokenConnection;
    } catch (RuntimeException bug) {
      log.fault(trace.requestId, trace.route, bug);
      return Problem.internal().toAnswer(trace.requestId);
    }
  }

  private Answer dispatch(ServerRequest request, String method, Trace trace) {
    gate.checkConnection(request);
    if (!request.prologue().uriPath().rawPath().startsWith("/")) {
      throw Problem.badRequest("The target must be a path that starts with a slash.")
          .closing()
          .asException();
    }
    if (!KNOWN_METHODS.contains(method)) {
      throw new Problem(
              501, "unknown-method", "The method is not known", "Use GET, POST, PATCH or DELETE.")
          .closing()
          .asException();
    }
    return switch (routes.match(method, request.prologue().uriPath().rawPath())) {
      case Routes.Match.Found(Route route, Map<String, String> parameters) -> {
        trace.route = route.template();
        Caller caller = gate.admit(request, route.access());
        trace.caller =
            switch (caller) {
              case Caller.Anonymous nobody -> "-";
              case Caller.Page page -> "page";
              case Caller.Signed signed -> signed.person().id().toString();
              case Caller.Bearer bearer -> bearer.token().id().toString();
            };
        yield route
            .endpoint()
            .answer(
                new Exchange(
                    request,
                    peers.client(request),
                    trace.requestId,
                    parameters,
                    caller,
                    () -> gate.stillAdmits(request, caller, route.access())));
      }
      case Routes.Match.WrongMethod(Set<String> allowed) ->
          throw new Problem(405, "wrong-method", "The method is not one of this path", "See Allow.")
              .withHeader("Allow", String.join(", ", allowed))
              .asException();
      case Routes.Match.NoSuchPath none -> throw Problem.notFound().asException();
    };
  }

  private void send(
      Answer answer,
      String requestId,
      ServerRequest request,
      boolean last,
      ServerResponse response) {
    response.status(Status.create(answer.status()));
    answer.headers().forEach((name, value) -> response.header(header(name, value)));
    if (last) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    response.header(header("X-Request-Id", requestId));
    SecurityHeaders.addTo(response.headers(), peers.secure(request));
    if (!answer.contentType().isEmpty()) {
      response.header(header("Content-Type", answer.contentType()));
    }
    boolean head = request.prologue().method().text().equals("HEAD");
    if (answer.streaming().isPresent()) {
      stream(answer.streaming().get(), head, response);
    } else if (head) {
      response.headers().set(HeaderNames.CONTENT_LENGTH, Integer.toString(answer.body().length));
      response.send(NO_BODY);
    } else {
      response.send(answer.body());
    }
  }

  private static void stream(Answer.Streaming streaming, boolean head, ServerResponse response) {
    try (streaming) {
      if (head) {
        response.send(NO_BODY);
        return;
      }
      OutputStream out = response.outputStream();
      streaming.write(out);
      ConnectionGuard.streamHasEnded();
      out.close();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("the stream was stopped", stopped);
    }
  }

  private static Header header(String name, String value) {
    return HeaderValues.create(name, value);
  }
}
