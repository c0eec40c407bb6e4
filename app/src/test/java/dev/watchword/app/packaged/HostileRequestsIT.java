package dev.watchword.app.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.app.Tripwire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged server, with 512 MB of heap, under requests that no browser sends: each is refused
/// within five seconds without a word about the inside, and the next good one is answered.
@Tag("slow")
class HostileRequestsIT { // AS-02, SE-08, SE-18

  @TempDir Path home;
  private int port;

  private List<String> requests() {
    String host = "Host: localhost:" + port + "\r\n";
    String get = "GET /health/live HTTP/1.1\r\n";
    String post = "POST /api/v1/scan HTTP/1.1\r\n" + host;
    List<String> all = new ArrayList<>();
    for (String bad :
        List.of(
            "",
            "Host:\r\n",
            "Host: evil.example\r\n",
            "Host: localhost\r\n",
            "Host: localhost:1\r\n",
            "Host: 127.0.0.1.evil.example:" + port + "\r\n",
            "Host: a@localhost:" + port + "\r\n",
            "Host: [::\r\n",
            "Host: " + "a".repeat(10_000) + "\r\n",
            host + "Host: evil.example\r\n")) {
      all.add(get + bad + "\r\n");
    }
    for (String method :
        List.of(
            "get", "TRACE", "TRACK", "CONNECT", "PROPFIND", "QUUX", "G\0T", "A".repeat(10_000))) {
      all.add(method + " /health/live HTTP/1.1\r\n" + host + "\r\n");
    }
    for (String target :
        List.of(
            "/../../etc/passwd",
            "/..%2f..%2fetc/passwd",
            "/%00",
            "/%",
            "/a b",
            "http://evil.example/",
            "*",
            "//evil.example/",
            "/" + "a".repeat(100_000))) {
      all.add("GET " + target + " HTTP/1.1\r\n" + host + "\r\n");
    }
    for (String framing :
        List.of(
            "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
            "Content-Length: 4\r\nContent-Length: 5\r\n",
            "Content-Length: -1\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Transfer-Encoding: gzip\r\n",
            "Transfer-Encoding: chunked, chunked\r\n",
            "Content-Encoding: gzip\r\nContent-Length: 4\r\n")) {
      all.add(post + framing + "\r\n0\r\n\r\n");
    }
    all.add(get + host + "X: " + "a".repeat(100_000) + "\r\n\r\n");
    all.add(get + host + "X: a\r\n".repeat(10_000) + "\r\n");
    all.add("GET / HTTP/9.9\r\n" + host + "\r\n");
    all.add("\0".repeat(5_000) + "\r\n\r\n");
    all.add("\u0016\u0003\u0001\u0002\0\u0001\0".repeat(100) + "\r\n\r\n");
    return all;
  }

  @Test
  void areRefusedWithoutAWordAboutTheInside() throws Exception {
    Program program = new Program(home).with("JDK_JAVA_OPTIONS", "-Xmx512m");
    assertThat(program.run("init").exit()).isZero();
    Tripwire tripwire = new Tripwire(home.resolve("calls"));
    if (Tripwire.isHere()) {
      program.watchedBy(tripwire);
    }
    try (ServedProgram server = ServedProgram.start(program)) {
      port = server.port();
      assertThat(requests()).hasSizeGreaterThanOrEqualTo(36);
      List<String> findings = new ArrayList<>(); // an empty reply: it hung up
      for (String request : requests()) {
        String name = request.substring(0, Math.min(80, request.length()));
        String reply = exchange(request);
        if (!reply.isEmpty() && !reply.matches("(?s)HTTP/1\\.1 (4\\d\\d|501|505) .*")) {
          findings.add(name + " -> " + reply.lines().findFirst().orElse(""));
        }
        assertThat(reply).as(name).doesNotContain("Exception", "\tat ", "helidon", "root:");
        assertThat(server.status("GET /health/live", "")).as("after %s", name).isEqualTo(200);
      }
      assertThat(findings).isEmpty();
      assertThat(server.process().isAlive()).isTrue();
      if (Tripwire.isHere()) {
        assertThat(tripwire.calls()).as("whom the server called").isEmpty(); // UP-08
      }
    }
  }

  /// What the server says until it hangs up; five seconds at most.
  private String exchange(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5_000);
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.shutdownOutput();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      } catch (SocketException reset) {
        if (!socket.isConnected()) {
          throw reset;
        }
        return "";
      }
    }
  }
}
