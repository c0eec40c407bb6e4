package dev.watchword.app.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// The packaged server while it runs, asked over bare sockets.
final class ServedProgram implements AutoCloseable {

  private final Program program;
  private final Process process;
  private final int port;

  private ServedProgram(Program program, Process process, int port) {
    this.program = program;
    this.process = process;
    this.port = port;
  }

  /// Returns once it said where it answers, and does.
  ///
  /// @param words after `serve`
  static ServedProgram start(Program program, String... words) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String[] all =
        Stream.concat(Stream.of("serve", "--port", Integer.toString(port)), Stream.of(words))
            .toArray(String[]::new);
    ServedProgram served = new ServedProgram(program, program.started(all), port);
    for (int i = 0; !(served.answers() && served.greeted()) && i < 600; i++) {
      assertThat(served.process.isAlive()).as("%s", served.log()).isTrue();
      Thread.sleep(50);
    }
    ProcessSecrets.lookAt(served.process);
    return served;
  }

  Process process() {
    return process;
  }

  int port() {
    return port;
  }

  List<String> log() throws IOException {
    return program.startedErr();
  }

  /// It says where it answers once all else is said.
  private boolean greeted() throws IOException {
    return log().stream().anyMatch(line -> line.startsWith("Watchword answers on"));
  }

  private boolean answers() {
    try {
      return status("GET /health/ready", "") == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /// Sends a request, or what there is of one.
  Socket ask(String what, String headers, String body) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    OutputStream out = socket.getOutputStream();
    out.write(
        "%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n%s\r\n%s"
            .formatted(what, port, headers, body)
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return socket;
  }

  /// The status of a request without a body.
  int status(String what, String headers) throws IOException {
    try (Socket socket = ask(what, headers, "")) {
      return status(socket);
    }
  }

  static int status(Socket socket) throws IOException {
    String line =
        new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
            .readLine();
    return line == null ? 0 : Integer.parseInt(line.split(" ", -1)[1]);
  }

  static String bearer(String token) {
    return "Authorization: Bearer " + token + "\r\n";
  }

  /// SIGKILL, for it and for what watches it.
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
