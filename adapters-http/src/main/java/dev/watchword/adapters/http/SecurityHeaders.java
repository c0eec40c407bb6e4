package dev.watchword.adapters.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.helidon.http.WritableHeaders;
import java.util.List;

/// The headers that every answer has, errors included (SECURITY SE-07).
///
/// The policy lets a page load scripts, styles and pictures from this server only, nothing inline,
/// lets nobody frame it, and has the browser refuse to build markup out of strings; the one address
/// of a script that is made of text is the service worker's. The camera is for the capture page.
final class SecurityHeaders {

  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
          + " connect-src 'self'; manifest-src 'self'; worker-src 'self'; object-src 'none';"
          + " base-uri 'none'; frame-ancestors 'none'; form-action 'self';"
          + " require-trusted-types-for 'script'; trusted-types watchword-worker";

  private static final List<Header> ALWAYS =
      List.of(
          HeaderValues.createCached("Content-Security-Policy", CONTENT_SECURITY_POLICY),
          HeaderValues.createCached("X-Content-Type-Options", "nosniff"),
          HeaderValues.createCached("X-Frame-Options", "DENY"),
          HeaderValues.createCached("Referrer-Policy", "no-referrer"),
          HeaderValues.createCached("Cross-Origin-Opener-Policy", "same-origin"),
          HeaderValues.createCached("Cross-Origin-Resource-Policy", "same-origin"),
          HeaderValues.createCached(
              "Permissions-Policy",
              "camera=(self), microphone=(), geolocation=(), payment=(), usb=(),"
                  + " browsing-topics=()"));

  private static final Header NO_STORE = HeaderValues.createCached("Cache-Control", "no-store");

  /// Two years: browsers then come by TLS alone (RFC 6797; SECURITY SE-11).
  private static final Header HSTS =
      HeaderValues.createCached("Strict-Transport-Security", "max-age=63072000");

  private SecurityHeaders() {}

  /// Adds them; an answer that has a `Cache-Control` of its own keeps it.
  ///
  /// @param secure whether the request came by TLS
  static void addTo(WritableHeaders<?> headers, boolean secure) {
    ALWAYS.forEach(headers::set);
    if (secure) {
      headers.set(HSTS);
    }
    headers.setIfAbsent(NO_STORE);
  }
}
