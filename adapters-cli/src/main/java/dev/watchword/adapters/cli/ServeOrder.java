package dev.watchword.adapters.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What `watchword serve` was told; not yet checked.
///
/// @param webhookHosts hosts that webhooks may call at private addresses
/// @param openId the settings of an OpenID provider by which people may sign in
public record ServeOrder(
    Listening listening, Auditing auditing, Set<String> webhookHosts, Optional<Path> openId) {

  /// Where and how to answer.
  ///
  /// @param bind the address, as it was typed
  /// @param port 0 to 65535; 0 for any free one
  /// @param publicHosts names by which browsers may call the server besides the loopback's
  /// @param trustedProxies addresses of TLS proxies in front
  /// @param tls what TLS is spoken with; empty for plain HTTP
  /// @param metricsReaders addresses that may read `/metrics` besides this machine
  /// @param drainSeconds how long to go on after it has said that it is not ready any more
  public record Listening(
      String bind,
      int port,
      Set<String> publicHosts,
      List<String> trustedProxies,
      Optional<TlsFiles> tls,
      List<String> metricsReaders,
      int drainSeconds) {

    public Listening {
      publicHosts = Set.copyOf(publicHosts);
      trustedProxies = List.copyOf(trustedProxies);
      metricsReaders = List.copyOf(metricsReaders);
    }
  }

  /// PEM files.
  ///
  /// @param certificates the server's own certificate, and those between it and a root
  /// @param key the private key of the first
  public record TlsFiles(Path certificates, Path key) {}

  /// How the store is held against its audit log.
  ///
  /// @param node the process's name in the log; empty for one of the host's name and its own number
  /// @param anchor where checkpoints of the log go
  /// @param lookSeconds how long a vault that was opened waits until the store was held against the
  ///   log
  /// @param acceptRollback whether a store that was put back to an older state is served
  public record Auditing(
      Optional<String> node, AnchorFiles anchor, int lookSeconds, boolean acceptRollback) {}

  public ServeOrder {
    webhookHosts = Set.copyOf(webhookHosts);
  }
}
