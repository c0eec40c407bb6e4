package dev.watchword.adapters.http;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import java.time.Duration;

/// One event a request, and one a fault, in the form `key=value`, with nothing that a client chose
/// but its address (SECURITY LO-01 to LO-03): the route's template in the place of the path, no
/// query, no header, no token. Time, node and escaping are added by whoever writes the line.
final class AccessLog {

  private static final System.Logger LOGGER = System.getLogger("dev.watchword.http.access");
  private static final System.Logger FAULTS = System.getLogger("dev.watchword.http");

  /// @param method one of those that the server knows, or `-`
  /// @param route the template, or `-` where none was found
  /// @param actor `-`, `page`, or a token's id
  void request(
      String requestId,
      String source,
      String method,
      String route,
      int status,
      Duration took,
      String actor) {
    if (LOGGER.isLoggable(INFO)) {
      LOGGER.log(
          INFO,
          "event=request request=%s source=%s actor=%s method=%s route=%s status=%d ms=%.1f"
              .formatted(requestId, source, actor, method, route, status, took.toNanos() / 1e6));
    }
  }

  void fault(String requestId, String route, Throwable fault) {
    FAULTS.log(ERROR, "event=fault request=%s route=%s".formatted(requestId, route), fault);
  }
}
