package dev.watchword.adapters.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/// A connection on which `get` is not `GET`: a method is case-sensitive (RFC 9110, section 9.1),
/// and one in small letters is none that we know. Helidon takes it for the same in capitals, so
/// that a proxy in front which looks at methods, and we, would read two things (SECURITY SE-18).
final class CaseSensitiveMethods implements ConnectionContext {

  private final ConnectionContext connection;
  private final DataReader reader;

  CaseSensitiveMethods(ConnectionContext connection) {
    this.connection = connection;
    this.reader = new RequestLines(connection.dataReader());
  }

  /// What comes in. Helidon reads request lines, and nothing else of HTTP/1.1, by [#readBytes]:
  /// `FramingTest` has both.
  private static final class RequestLines extends DataReader {

    @SuppressWarnings("removal") // there is no other way to come between
    RequestLines(DataReader all) {
      super(() -> all.readBuffer().readBytes());
    }

    @Override
    public byte[] readBytes(int length) {
      byte[] line = super.readBytes(length);
      for (int i = 0; i < line.length && line[i] != ' '; i++) {
        if (line[i] >= 'a' && line[i] <= 'z') {
          throw RequestException.builder()
              .type(EventType.BAD_REQUEST)
              .message("a method in small letters")
              .build();
        }
      }
      return line;
    }
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public DataWriter dataWriter() {
    return connection.dataWriter();
  }

  @Override
  public ListenerContext listenerContext() {
    return connection.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return connection.executor();
  }

  @Override
  public Router router() {
    return connection.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return connection.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return connection.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return connection.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return connection.localPeer();
  }

  @Override
  public boolean isSecure() {
    return connection.isSecure();
  }

  @Override
  public String socketId() {
    return connection.socketId();
  }

  @Override
  public String childSocketId() {
    return connection.childSocketId();
  }
}
