package dev.watchword.adapters.http;

import dev.watchword.core.people.ProviderErrand;
import dev.watchword.core.session.SessionToken;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The cookie that holds a session's token (SECURITY SE-02).
///
/// Over TLS, ours or a declared proxy's, its name makes the browser refuse one that another host or
/// an unsafe connection set; over plain HTTP on the loopback no browser takes such a name.
enum SessionCookie {
  PLAIN("watchword", ""),
  SECURE("__Host-watchword", "; Secure");

  private static final String PROVIDER = "-provider";

  private final String name;
  private final String attributes;

  SessionCookie(String name, String secure) {
    this.name = name;
    this.attributes = "; Path=/; HttpOnly; SameSite=Strict" + secure;
  }

  /// The one that goes over a request's connection.
  static SessionCookie of(ServerRequest request, ServerSettings settings) {
    return settings.peers().secure(request) ? SECURE : PLAIN;
  }

  /// The token that a browser sent.
  ///
  /// @return empty when there is none, or more than one: then somebody else set one of them
  Optional<SessionToken> read(ServerRequest request) {
    return value(request, name).flatMap(SessionToken::parse);
  }

  private static Optional<String> value(ServerRequest request, String name) {
    List<String> found = new ArrayList<>();
    for (String header : request.headers().all(HeaderNames.COOKIE, List::of)) {
      for (String pair : header.split(";", -1)) {
        String stripped = pair.strip();
        if (stripped.startsWith(name + "=")) {
          found.add(stripped.substring(name.length() + 1));
        }
      }
    }
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /// The verifier that a browser was given on its way to the provider, in a cookie of its own.
  ///
  /// @return empty when there is none, or more than one
  Optional<String> readVerifier(ServerRequest request) {
    return value(request, name + PROVIDER);
  }

  /// The value of `Set-Cookie` that hands over a verifier, for as long as somebody may stay at the
  /// provider.
  String setVerifier(String verifier) {
    return "%s%s=%s; Max-Age=%d%s"
        .formatted(name, PROVIDER, verifier, ProviderErrand.TIME.toSeconds(), attributes);
  }

  /// The value of `Set-Cookie` that hands a token over.
  String set(SessionToken token) {
    return name + "=" + token.reveal() + attributes;
  }

  /// The value of `Set-Cookie` that takes it away.
  String clear() {
    return name + "=; Max-Age=0" + attributes;
  }
}
