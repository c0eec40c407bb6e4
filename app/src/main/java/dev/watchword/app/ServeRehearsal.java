package dev.watchword.app;

import dev.watchword.adapters.cli.WatchwordCli;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// The server's part of the [Rehearsal]: starts it, asks it what is asked first, and ends it.
final class ServeRehearsal {

  private static final List<String> PATHS =
      List.of("/health/ready", "/", "/tokens.css", "/api/v1/setup", "/api/v1/entries", "/metrics");
  private static final int PATIENCE = 600;

  private ServeRehearsal() {}

  static void run(Map<String, String> environment) {
    try {
      int port = freePort();
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            try (Composition composition = new Composition(environment)) {
              new WatchwordCli(environment, composition)
                  .run(new String[] {"serve", "--port", Integer.toString(port)});
            }
          });
      awaitAnswer(port);
      for (String path : PATHS) {
        ask(port, path);
      }
      System.exit(0); // as a signal does: the server's threads would go on
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitAnswer(int port) throws IOException, InterruptedException {
    for (int i = 0; ; i++) {
      try {
        ask(port, "/health/live");
        return;
      } catch (IOException notYet) {
        if (i == PATIENCE) {
          throw notYet;
        }
        Thread.sleep(100);
      }
    }
  }

  private static void ask(int port, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n"
              .formatted(path, port)
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      socket.getInputStream().readAllBytes();
    }
  }
}
