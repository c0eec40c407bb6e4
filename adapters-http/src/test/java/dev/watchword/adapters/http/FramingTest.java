package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// SECURITY SE-18: what two readers could read in two ways is refused, and the connection ends, so
/// that nothing is smuggled behind it.
class FramingTest {

  private static final RunningServer RUNNING = new RunningServer();
  private static final String HOST = "Host: localhost:" + RUNNING.port() + "\r\n";
  private static final String SMUGGLED = "GET /health/live HTTP/1.1\r\n" + HOST + "\r\n";

  @AfterAll
  static void stop() {
    RUNNING.close();
  }

  static Stream<Arguments> malformed() {
    String post = "POST /api/v1/scan HTTP/1.1\r\n" + HOST;
    return Stream.of(
        Arguments.of(
            "length and chunks",
            post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        Arguments.of("two lengths", post + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde"),
        Arguments.of("a list of lengths", post + "Content-Length: 4, 5\r\n\r\nabcde"),
        Arguments.of("a signed length", post + "Content-Length: +4\r\n\r\nabcd"),
        Arguments.of("a negative length", post + "Content-Length: -4\r\n\r\nabcd"),
        Arguments.of("a hexadecimal length", post + "Content-Length: 0x4\r\n\r\nabcd"),
        Arguments.of("a length that is no number", post + "Content-Length: four\r\n\r\nabcd"),
        Arguments.of("a coding that is not known", post + "Transfer-Encoding: gzip\r\n\r\nabcd"),
        Arguments.of(
            "chunked twice", post + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"),
        Arguments.of(
            "chunked not last", post + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"),
        Arguments.of("blank before the colon", post + "Content-Length : 4\r\n\r\nabcd"),
        Arguments.of(
            "a folded header", "GET /health/live HTTP/1.1\r\n" + HOST + "X-A: b\r\n c\r\n\r\n"),
        Arguments.of(
            "a header without a name", "GET /health/live HTTP/1.1\r\n" + HOST + ": b\r\n\r\n"),
        Arguments.of(
            "a NUL in a header", "GET /health/live HTTP/1.1\r\n" + HOST + "X-A: b\u0000c\r\n\r\n"),
        Arguments.of(
            "a lone CR in a header", "GET /health/live HTTP/1.1\r\n" + HOST + "X-A: b\rc\r\n\r\n"),
        Arguments.of("a line that ends in LF", "GET /health/live HTTP/1.1\n" + HOST + "\r\n"),
        Arguments.of("HTTP/1.0", "GET /health/live HTTP/1.0\r\n" + HOST + "\r\n"),
        Arguments.of("a NUL in the method", "G\0T /health/live HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("a method in small letters", "get /health/live HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("a method that mixes them", "GEt /health/live HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("HTTP/2.0", "GET /health/live HTTP/2.0\r\n" + HOST + "\r\n"),
        Arguments.of("HTTP/0.9", "GET /health/live\r\n\r\n"),
        Arguments.of("no path", "GET  HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("a space in the path", "GET /health /live HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of(
            "a control in the path", "GET /health\u0001/live HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of(
            "a path that does not start with a slash",
            "GET health/live HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("a long path", "GET /" + "a".repeat(5000) + " HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of(
            "large headers",
            "GET /health/live HTTP/1.1\r\n" + HOST + "X-A: " + "a".repeat(17_000) + "\r\n\r\n"),
        Arguments.of(
            "many headers",
            "GET /health/live HTTP/1.1\r\n" + HOST + "X-A: aaaaaaaaaa\r\n".repeat(1200) + "\r\n"),
        Arguments.of(
            "a body packed by gzip",
            post + "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void refusesWhatIsMalformed(String name, String request) throws IOException {
    try (RawConnection connection = new RawConnection(RUNNING.port())) {
      RawConnection.Reply reply = connection.send(request + SMUGGLED).reply();
      assertThat(reply.status()).as(name).isBetween(400, 505);
      assertThat(reply.status()).as(name).isNotEqualTo(500);
      assertThat(reply.header("Connection")).as(name).contains("close");
      assertThat(reply.header("Content-Type")).as(name).contains(Problem.MEDIA_TYPE);
      assertThat(reply.header("Content-Security-Policy")).as(name).isPresent();
      assertThat(reply.body()).as(name).doesNotContain("Exception", "\tat ", "helidon");
      assertThat(connection.closedByServer()).as(name + ": more was answered").isTrue();
    }
  }

  @Test
  void closesOnABadChunkInTheMiddleOfABody() throws IOException {
    try (RawConnection connection = new RawConnection(RUNNING.port())) {
      connection.send(
          "POST /api/v1/scan HTTP/1.1\r\n"
              + HOST
              + "Authorization: Bearer "
              + RUNNING.tokenForAll()
              + "\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n"
              + SMUGGLED);
      RawConnection.Reply reply = connection.reply();
      assertThat(reply.status()).isEqualTo(400);
      assertThat(connection.closedByServer()).isTrue();
    }
  }

  @Test
  void keepsAConnectionForSeveralGoodRequests() throws IOException {
    try (RawConnection connection = new RawConnection(RUNNING.port())) {
      for (int i = 0; i < 3; i++) {
        assertThat(connection.send(SMUGGLED).reply().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void looksAtTheMethodOfEveryRequest() throws IOException {
    try (RawConnection connection = new RawConnection(RUNNING.port())) {
      assertThat(connection.send(SMUGGLED).reply().status()).isEqualTo(200);
      connection.send("get /health/live HTTP/1.1\r\n" + HOST + "\r\n" + SMUGGLED);
      assertThat(connection.reply().status()).isEqualTo(400);
      assertThat(connection.closedByServer()).isTrue();
    }
  }

  @Test
  void takesSmallLettersInAllElse() throws IOException {
    try (RawConnection connection = new RawConnection(RUNNING.port())) {
      connection.send(
          "POST /api/v1/scan HTTP/1.1\r\n"
              + HOST.replace("Host", "host")
              + "authorization: bearer "
              + RUNNING.tokenForAll()
              + "\r\ncontent-type: image/png\r\ntransfer-encoding: chunked\r\n\r\n"
              + "1f\r\nget /health/live HTTP/1.1\r\nabcd\r\n0\r\n\r\n");
      assertThat(connection.reply().status()).isEqualTo(200);
      assertThat(connection.send(SMUGGLED).reply().status()).isEqualTo(200);
    }
  }
}
