package dev.watchword.adapters.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Where the server listens, and by which names it is called.
///
/// In plain HTTP, anything but the loopback interface is refused unless a proxy that does TLS is
/// declared; then only that proxy is answered (SECURITY SE-09). With TLS of its own it may listen
/// anywhere.
///
/// @param bind the address to listen on
/// @param port 0 to 65535; 0 for any free one
/// @param publicHosts names by which a browser may call the server besides `localhost`, `127.0.0.1`
///   and `[::1]` with its port, each as a `Host` header has it: `codes.example.org` or
///   `localhost:8080` (SE-08)
/// @param trustedProxies the peers whose `X-Forwarded-For` and `X-Forwarded-Proto` count (SE-10);
///   without TLS, also the only ones that are answered when `bind` is not a loopback address
/// @param tls by what the server proves its name; empty for plain HTTP
/// @param metricsReaders who may read `/metrics` besides programs on this machine
/// @param drain how long the server goes on after it has said that it is not ready any more, so
///   that a balancer in front notices; 0 to 60 seconds
/// @param relyingPartyRequestsPerMinute how often one relying party's token may ask; at least 1. A
///   vault's token may 600 times (TK-07); a product that verifies all of its users needs more, and
///   guesses are slowed by the factors themselves
/// @param webhookHosts host names, or addresses in digits, that webhooks may call at private
///   addresses and by plain HTTP
/// @param openId by which OpenID provider people may sign in
public record ServerSettings(
    InetAddress bind,
    int port,
    Set<String> publicHosts,
    List<InetAddress> trustedProxies,
    Optional<TlsIdentity> tls,
    List<InetAddress> metricsReaders,
    Duration drain,
    int relyingPartyRequestsPerMinute,
    Set<String> webhookHosts,
    Optional<OpenIdSettings> openId) {

  /// 7420.
  public static final int DEFAULT_PORT = 7420;

  private static final Duration MOST_DRAIN = Duration.ofSeconds(60);
  private static final int RELYING_PARTY_REQUESTS_PER_MINUTE = 60_000;

  /// @throws IllegalArgumentException when a value is out of range, or the bind is refused; the
  ///   message is a sentence for the operator
  public ServerSettings {
    publicHosts =
        publicHosts.stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    trustedProxies = List.copyOf(trustedProxies);
    metricsReaders = List.copyOf(metricsReaders);
    webhookHosts =
        webhookHosts.stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: 0 to 65535, got " + port);
    }
    if (relyingPartyRequestsPerMinute < 1) {
      throw new IllegalArgumentException(
          "relyingPartyRequestsPerMinute: at least 1, got " + relyingPartyRequestsPerMinute);
    }
    if (drain.isNegative() || drain.compareTo(MOST_DRAIN) > 0) {
      throw new IllegalArgumentException("drain: 0 to 60 seconds, got " + drain);
    }
    for (String host : publicHosts) {
      if (!AllowedHosts.wellFormed(host)) {
        throw new IllegalArgumentException(
            "publicHosts: not a host name with an optional port: " + host);
      }
    }
    if (!bind.isLoopbackAddress() && tls.isEmpty() && trustedProxies.isEmpty()) {
      throw new IllegalArgumentException(
          "Listening on "
              + bind.getHostAddress()
              + " would send codes over the network in plain HTTP. Listen on 127.0.0.1, give a"
              + " certificate with --tls-cert and --tls-key, or put a proxy with TLS in front and"
              + " name its address with --trusted-proxy.");
    }
  }

  /// 127.0.0.1:7420.
  public static ServerSettings standard() {
    return new ServerSettings(
        InetAddress.ofLiteral("127.0.0.1"),
        DEFAULT_PORT,
        Set.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        Duration.ZERO,
        RELYING_PARTY_REQUESTS_PER_MINUTE,
        Set.of(),
        Optional.empty());
  }

  public ServerSettings withPort(int other) {
    return new ServerSettings(
        bind,
        other,
        publicHosts,
        trustedProxies,
        tls,
        metricsReaders,
        drain,
        relyingPartyRequestsPerMinute,
        webhookHosts,
        openId);
  }

  /// Listens elsewhere; in plain HTTP only behind proxies.
  ///
  /// @throws IllegalArgumentException when the bind is refused
  public ServerSettings withBind(InetAddress address, List<InetAddress> proxies) {
    return new ServerSettings(
        address,
        port,
        publicHosts,
        proxies,
        tls,
        metricsReaders,
        drain,
        relyingPartyRequestsPerMinute,
        webhookHosts,
        openId);
  }

  public ServerSettings withPublicHosts(Set<String> hosts) {
    return new ServerSettings(
        bind,
        port,
        hosts,
        trustedProxies,
        tls,
        metricsReaders,
        drain,
        relyingPartyRequestsPerMinute,
        webhookHosts,
        openId);
  }

  public ServerSettings withRelyingPartyRequestsPerMinute(int most) {
    return new ServerSettings(
        bind,
        port,
        publicHosts,
        trustedProxies,
        tls,
        metricsReaders,
        drain,
        most,
        webhookHosts,
        openId);
  }

  /// Speaks TLS.
  public ServerSettings withTls(TlsIdentity identity) {
    return new ServerSettings(
        bind,
        port,
        publicHosts,
        trustedProxies,
        Optional.of(identity),
        metricsReaders,
        drain,
        relyingPartyRequestsPerMinute,
        webhookHosts,
        openId);
  }

  /// Lets others read `/metrics`.
  public ServerSettings withMetricsReaders(List<InetAddress> readers) {
    return new ServerSettings(
        bind,
        port,
        publicHosts,
        trustedProxies,
        tls,
        readers,
        drain,
        relyingPartyRequestsPerMinute,
        webhookHosts,
        openId);
  }

  /// Goes on for that long after it stopped being ready.
  public ServerSettings withDrain(Duration howLong) {
    return new ServerSettings(
        bind,
        port,
        publicHosts,
        trustedProxies,
        tls,
        metricsReaders,
        howLong,
        relyingPartyRequestsPerMinute,
        webhookHosts,
        openId);
  }

  /// Lets webhooks call hosts at private addresses.
  public ServerSettings withWebhookHosts(Set<String> hosts) {
    return new ServerSettings(
        bind,
        port,
        publicHosts,
        trustedProxies,
        tls,
        metricsReaders,
        drain,
        relyingPartyRequestsPerMinute,
        hosts,
        openId);
  }

  /// Lets people sign in by a provider.
  public ServerSettings withOpenId(OpenIdSettings provider) {
    return new ServerSettings(
        bind,
        port,
        publicHosts,
        trustedProxies,
        tls,
        metricsReaders,
        drain,
        relyingPartyRequestsPerMinute,
        webhookHosts,
        Optional.of(provider));
  }

  /// Whether only proxies are answered.
  boolean proxyOnly() {
    return !bind.isLoopbackAddress() && tls.isEmpty();
  }

  Peers peers() {
    return new Peers(trustedProxies);
  }
}
