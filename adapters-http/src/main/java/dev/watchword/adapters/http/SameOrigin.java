package dev.watchword.adapters.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/// Whether a request comes from a page of this very server, as the browser swears (SECURITY SE-06).
///
/// A browser sets `Sec-Fetch-Site` itself and lets no page change it; one too old to know it sends
/// `Origin` with every POST. A program can forge both, so this guards a person's browser against
/// other sites and says nothing about who is calling.
final class SameOrigin {

  private SameOrigin() {}

  /// Whether it surely does.
  static boolean proves(ServerRequest request) {
    return proves(
        header(request, "Sec-Fetch-Site"),
        header(request, "Origin"),
        request.headers().get(HeaderNames.HOST).get());
  }

  /// @param fetchSite the `Sec-Fetch-Site` header
  /// @param origin the `Origin` header
  /// @param host the `Host` header, already found to be allowed
  static boolean proves(Optional<String> fetchSite, Optional<String> origin, String host) {
    if (origin.isPresent() && !isOurs(origin.get(), host)) {
      return false;
    }
    return fetchSite.map("same-origin"::equals).orElse(origin.isPresent());
  }

  /// Whether it does, or was asked for by the person in the browser itself, with no page behind it.
  /// To be had with an anti-forgery token alone.
  static boolean allows(ServerRequest request) {
    return proves(request)
        || !refuses(request)
            && header(request, "Sec-Fetch-Site").filter("none"::equals).isPresent();
  }

  /// Whether it surely comes from a page of another site. Neither this nor [#proves] holds for a
  /// program.
  static boolean refuses(ServerRequest request) {
    String host = request.headers().get(HeaderNames.HOST).get();
    return header(request, "Origin").filter(origin -> !isOurs(origin, host)).isPresent()
        || header(request, "Sec-Fetch-Site")
            .filter(site -> !site.equals("same-origin") && !site.equals("none"))
            .isPresent();
  }

  private static boolean isOurs(String origin, String host) {
    return origin.equals("http://" + host) || origin.equals("https://" + host);
  }

  private static Optional<String> header(ServerRequest request, String name) {
    return request.headers().first(HeaderNames.create(name));
  }
}
