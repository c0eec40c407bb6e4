package dev.watchword.adapters.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;

/// Answers requests that are too malformed to be dispatched, in the same form as all others and
/// without a word of what was sent (SECURITY SE-18).
final class EarlyProblems implements DirectHandler {

  private static final byte[] NO_BODY = {};

  private final RequestIds ids;
  private final boolean secure;

  /// @param secure whether the server speaks TLS
  EarlyProblems(RequestIds ids, boolean secure) {
    this.ids = ids;
    this.secure = secure;
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType eventType,
      Status defaultStatus,
      ServerResponseHeaders responseHeaders,
      String message) {
    String requestId = ids.next();
    int status =
        switch (eventType) {
          case HTTP_VERSION_NOT_SUPPORTED -> 505;
          // what fails before there is a method is the request's fault, not ours
          case INTERNAL_ERROR -> request.method().isEmpty() ? 400 : defaultStatus.code();
          default -> defaultStatus.code();
        };
    Answer answer = problem(status).toAnswer(requestId);
    SecurityHeaders.addTo(responseHeaders, secure);
    responseHeaders.set(HeaderValues.create("X-Request-Id", requestId));
    responseHeaders.set(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
    return TransportResponse.builder()
        .status(Status.create(answer.status()))
        .headers(responseHeaders)
        .entity(request.method().equals("HEAD") ? NO_BODY : answer.body())
        .keepAlive(false)
        .build();
  }

  private static Problem problem(int status) {
    return switch (status) {
      case 413 -> Problem.tooLarge("A body", ScanEndpoint.MAX_BODY_BYTES);
      case 414 ->
          new Problem(414, "uri-too-long", "The URI is too long", "A request line may have 4 KiB.");
      case 501 ->
          new Problem(
              501, "unknown-coding", "The transfer coding is not known", "Send plain chunks.");
      case 503 -> Problem.busy();
      case 505 ->
          new Problem(505, "unknown-version", "The HTTP version is not spoken", "Use HTTP/1.1.");
      default ->
          status >= 500
              ? Problem.internal()
              : Problem.badRequest("The request does not keep to HTTP/1.1, or is over a limit.");
    };
  }
}
