package dev.watchword.adapters.http;

import java.util.Optional;

/// Whether a request comes from a page of this very server, as the browser swears (SECURITY SE-06).
///
/// A browser sets `Sec-Fetch-Site` itself and lets no page change it; one too old to know it sends
/// `Origin` with every POST. A program can forge both, so this guards a person's browser against
/// other sites and says nothing about who is calling.
final class SameOrigin {

  private SameOrigin() {}

  /// @param fetchSite the `Sec-Fetch-Site` header
  /// @param origin the `Origin` header
  /// @param host the `Host` header, already found to be allowed
  static boolean proves(Optional<String> fetchSite, Optional<String> origin, String host) {
    if (origin.isPresent()
        && !origin.get().equals("http://" + host)
        && !origin.get().equals("https://" + host)) {
      return false;
    }
    return fetchSite.map("same-origin"::equals).orElse(origin.isPresent());
  }
}
