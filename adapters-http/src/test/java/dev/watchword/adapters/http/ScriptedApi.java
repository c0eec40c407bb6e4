package dev.watchword.adapters.http;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// An API that answers the pages what a test says, and keeps what they sent; what no test said is a
/// 404 of the contract.
final class ScriptedApi {

  private static final String ROOT = "/api/v1";

  /// An answer.
  ///
  /// @param body JSON, or empty
  record Reply(int status, String body, Map<String, String> headers) {

    static Reply ok(String json) {
      return new Reply(200, json, Map.of());
    }

    static Reply done() {
      return new Reply(204, "", Map.of());
    }

    static Reply problem(int status, String type, String members) {
      return new Reply(
          status,
          """
          {"type":"urn:watchword:problem:%s","title":"No","status":%d,"detail":"Not like this: %s."%s}
          """
              .formatted(type, status, type, members.isEmpty() ? "" : "," + members),
          Map.of("Content-Type", "application/problem+json"));
    }
  }

  /// What a page sent.
  record Sent(String operation, String body) {}

  final List<Sent> sent = new ArrayList<>();
  private final Map<String, Function<Request, Reply>> answers = new ConcurrentHashMap<>();

  ScriptedApi(BrowserContext context) {
    context.route(url -> URI.create(url).getPath().startsWith(ROOT), this::answer);
  }

  /// From now on.
  ///
  /// @param operation the method and the path below `/api/v1`, without a query
  ScriptedApi on(String operation, Function<Request, Reply> answer) {
    answers.put(operation, answer);
    return this;
  }

  ScriptedApi on(String operation, Reply reply) {
    return on(operation, request -> reply);
  }

  /// The body that was last sent to an operation.
  Optional<String> last(String operation) {
    return sent.stream()
        .filter(each -> each.operation().equals(operation))
        .map(Sent::body)
        .reduce((first, second) -> second);
  }

  private void answer(Route route) {
    Request request = route.request();
    String path = URI.create(request.url()).getPath().substring(ROOT.length());
    String operation = request.method() + " " + path;
    String body = Optional.ofNullable(request.postData()).orElse("");
    sent.add(new Sent(operation, body));
    Reply reply =
        answers
            .getOrDefault(operation, ignored -> Reply.problem(404, "not-found", ""))
            .apply(request);
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(reply.status())
            .setContentType(reply.headers().getOrDefault("Content-Type", "application/json"))
            .setHeaders(reply.headers())
            .setBody(reply.body()));
  }
}
