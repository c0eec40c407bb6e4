package dev.watchword.adapters.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who is at the other end of a request, and how it got here.
///
/// What `X-Forwarded-For` and `X-Forwarded-Proto` say counts only from a listed proxy (SECURITY
/// SE-10); `Forwarded`, `X-Real-IP` and the like never count. Immutable.
final class Peers {

  private static final HeaderName FORWARDED_FOR = HeaderNames.create("X-Forwarded-For");
  private static final HeaderName FORWARDED_PROTO = HeaderNames.create("X-Forwarded-Proto");

  /// Any of these says that the request came by way of something else.
  private static final List<HeaderName> SIGNS_OF_A_PROXY =
      List.of(
          FORWARDED_FOR,
          FORWARDED_PROTO,
          HeaderNames.create("X-Forwarded-Host"),
          HeaderNames.create("X-Real-IP"),
          HeaderNames.create("Forwarded"),
          HeaderNames.create("Via"));

  private static final int MOST_HOPS = 32;

  private final Set<InetAddress> trusted;

  Peers(List<InetAddress> trustedProxies) {
    this.trusted = Set.copyOf(trustedProxies);
  }

  /// The address of whoever is at the other end of the connection.
  static InetAddress address(ServerRequest request) {
    return ((InetSocketAddress) request.remotePeer().address()).getAddress();
  }

  static int localPort(ServerRequest request) {
    return ((InetSocketAddress) request.localPeer().address()).getPort();
  }

  boolean isProxy(InetAddress address) {
    return trusted.contains(address);
  }

  /// Who asks: the other end of the connection, or where that is a listed proxy, whom it names.
  /// Read from the right, where each proxy puts the peer that it saw itself; what stands further
  /// left than the first one that is not a listed proxy is that one's own claim.
  InetAddress client(ServerRequest request) {
    InetAddress peer = address(request);
    if (!isProxy(peer)) {
      return peer;
    }
    List<String> hops =
        request.headers().all(FORWARDED_FOR, List::of).stream()
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .toList()
            .reversed();
    InetAddress client = peer;
    for (String hop : hops.subList(0, Math.min(hops.size(), MOST_HOPS))) {
      Optional<InetAddress> named = literal(hop.strip());
      if (named.isEmpty()) {
        return client;
      }
      client = named.get();
      if (!isProxy(client)) {
        return client;
      }
    }
    return client;
  }

  /// Whether nobody could read it on its way here: it came by TLS, to us or to a listed proxy.
  boolean secure(ServerRequest request) {
    if (request.isSecure()) {
      return true;
    }
    return isProxy(address(request))
        && request.headers().all(FORWARDED_PROTO, List::of).equals(List.of("https"));
  }

  /// Whether it comes from this very machine, and not by way of a proxy on it.
  static boolean isLocal(ServerRequest request) {
    return address(request).isLoopbackAddress()
        && SIGNS_OF_A_PROXY.stream().noneMatch(request.headers()::contains);
  }

  /// An address in digits, with or without a port.
  private static Optional<InetAddress> literal(String hop) {
    String host = hop;
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      host = end < 0 ? "" : hop.substring(1, end);
    } else if (hop.indexOf(':') == hop.lastIndexOf(':') && hop.contains(":")) {
      host = hop.substring(0, hop.indexOf(':'));
    }
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
