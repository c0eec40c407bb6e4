package dev.watchword.adapters.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A plain socket to the server, for what no well-behaved client sends.
final class RawConnection implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    socket.setSoTimeout(20_000);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /// One answer to one request on a connection of its own.
  static Reply exchange(int port, String request) throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      return connection.send(request).reply();
    }
  }

  /// The metrics of a server that has answered something.
  static String metrics(int port) throws IOException {
    String asked = "GET /metrics HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n";
    String body = exchange(port, asked.formatted(port)).body();
    if (!body.contains("watchword_http_requests_seconds_count")) {
      throw new AssertionError("no metrics: " + body);
    }
    return body;
  }

  /// @param text each character a byte
  RawConnection send(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    return this;
  }

  /// Reads one answer.
  ///
  /// @throws IOException when the server closed the connection without one
  Reply reply() throws IOException {
    Reply head = headReply();
    int length = head.header("Content-Length").map(Integer::parseInt).orElse(0);
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Reply(head.status, head.headers, body);
  }

  /// Reads an answer that has no body.
  Reply headReply() throws IOException {
    String status = line();
    List<String> headers = new ArrayList<>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      headers.add(header);
    }
    return new Reply(Integer.parseInt(status.split(" ", -1)[1]), headers, "");
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("closed by the server after: " + line);
      }
      line.append((char) b);
    }
    return line.toString().stripTrailing();
  }

  /// Whether the server has closed the connection; waits for it.
  boolean closedByServer() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /// An answer.
  ///
  /// @param headers as they were sent, `Name: value`
  record Reply(int status, List<String> headers, String body) {

    Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(start))
          .map(header -> header.substring(start.length()).strip())
          .findFirst();
    }

    String all() {
      return String.join("\n", headers) + "\n" + body;
    }
  }
}
