package dev.watchword.adapters.http;

import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The two ends of a request's connection.
final class Peers {

  private Peers() {}

  /// The address of whoever is at the other end; what a proxy says in headers is not looked at.
  static InetAddress address(ServerRequest request) {
    return ((InetSocketAddress) request.remotePeer().address()).getAddress();
  }

  static int localPort(ServerRequest request) {
    return ((InetSocketAddress) request.localPeer().address()).getPort();
  }
}
