package dev.watchword.adapters.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The names by which the server lets itself be called: everything else is a page of somebody
/// else's that points its own name at us (DNS rebinding, SECURITY SE-08).
final class AllowedHosts {

  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]{2,45}])(?::\\d{1,5})?");
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> publicHosts;
  private final int unnamedPort;

  /// @param tls whether the server speaks it; then 443 is the port that a name leaves out
  AllowedHosts(Set<String> publicHosts, boolean tls) {
    this.publicHosts = publicHosts;
    this.unnamedPort = tls ? 443 : 80;
  }

  static boolean wellFormed(String lowerCaseHost) {
    return AUTHORITY.matcher(lowerCaseHost).matches();
  }

  /// @param values every `Host` header of the request
  /// @param localPort the port that the connection came in by
  boolean allow(List<String> values, int localPort) {
    if (values.size() != 1) {
      return false;
    }
    String host = values.getFirst().toLowerCase(Locale.ROOT);
    if (publicHosts.contains(host)) {
      return true;
    }
    return LOOPBACK.stream()
        .anyMatch(name ->
            host.equals(name + ":" + localPort) || (localPort == unnamedPort && host.equals(name)));
  }
}
