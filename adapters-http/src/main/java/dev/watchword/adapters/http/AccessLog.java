package dev.watchword.adapters.http;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// One line a request, and one a fault: `key=value`, times in UTC, and nothing that a client chose
/// but its address (SECURITY LO-01 to LO-03): the route's template in the place of the path, no
/// query, no header, no token.
final class AccessLog {

  private static final System.Logger LOGGER = System.getLogger("dev.watchword.http.access");
  private static final System.Logger FAULTS = System.getLogger("dev.watchword.http");

  private final InstantSource clock;

  AccessLog(InstantSource clock) {
    this.clock = clock;
  }

  /// @param method one of those that the server knows, or `-`
  /// @param route the template, or `-` where none was found
  /// @param caller `-`, `page`, or a token's id
  void request(
      String requestId,
      String source,
      String method,
      String route,
      int status,
      Duration took,
      String caller) {
    if (LOGGER.isLoggable(INFO)) {
      LOGGER.log(
          INFO,
          "time=%s request=%s source=%s method=%s route=%s status=%d ms=%.1f caller=%s"
              .formatted(
                  clock.instant().truncatedTo(ChronoUnit.MILLIS),
                  requestId,
                  source,
                  method,
                  route,
                  status,
                  took.toNanos() / 1e6,
                  caller));
    }
  }

  void fault(String requestId, String route, Throwable fault) {
    FAULTS.log(ERROR, "request=%s route=%s failed".formatted(requestId, route), fault);
  }
}
