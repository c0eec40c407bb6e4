package dev.watchword.adapters.cli;

import java.util.List;
import java.util.Set;

/// What `watchword serve` was told about where to listen; not yet checked.
///
/// @param bind the address, as it was typed
/// @param port 0 to 65535; 0 for any free one
/// @param publicHosts names by which browsers may call the server besides the loopback's
/// @param trustedProxies addresses of TLS proxies in front
public record ServeOrder(
    String bind, int port, Set<String> publicHosts, List<String> trustedProxies) {

  public ServeOrder {
    publicHosts = Set.copyOf(publicHosts);
    trustedProxies = List.copyOf(trustedProxies);
  }
}
