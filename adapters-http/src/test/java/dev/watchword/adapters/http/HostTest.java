package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// SECURITY SE-08: the server answers only to names that it was told, so that no page can point a
/// name of its own at it.
class HostTest {

  private static final RunningServer RUNNING =
      new RunningServer(
          ServerSettings.standard().withPort(0).withPublicHosts(Set.of("Codes.example.org")));
  private static final int PORT = RUNNING.port();

  @AfterAll
  static void stop() {
    RUNNING.close();
  }

  private static RawConnection.Reply live(String headers) throws IOException {
    return RawConnection.exchange(
        PORT, "GET /health/live HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n");
  }

  static Stream<String> goodHosts() {
    return Stream.of(
        "localhost:" + PORT,
        "LOCALHOST:" + PORT,
        "127.0.0.1:" + PORT,
        "[::1]:" + PORT,
        "codes.example.org");
  }

  @ParameterizedTest
  @MethodSource("goodHosts")
  void answersToItsOwnNames(String host) throws IOException {
    assertThat(live("Host: " + host + "\r\n").status()).isEqualTo(200);
  }

  static Stream<String> badHosts() {
    return Stream.of(
            "",
            "Host:",
            "Host: evil.example",
            "Host: evil.example:" + PORT,
            "Host: localhost",
            "Host: localhost:1",
            "Host: localhost.evil.example:" + PORT,
            "Host: 127.0.0.1.evil.example:" + PORT,
            "Host: localhost.:" + PORT,
            "Host: user@localhost:" + PORT,
            "Host: localhost:" + PORT + "@evil.example",
            "Host: localhost:" + PORT + ", evil.example",
            "Host: localhost:" + PORT + "\r\nHost: evil.example",
            "Host: localhost:" + PORT + "\r\nHost: localhost:" + PORT,
            "Host: 0.0.0.0:" + PORT,
            "Host: [::]:" + PORT,
            "Host: 127.1:" + PORT,
            "Host: 2130706433:" + PORT,
            "Host: localhost:" + PORT + "/evil",
            "Host: localhost:" + PORT + "\u0000evil",
            "Host: localhost:99999999999",
            "Host: codes.example.org.evil.example")
        .map(header -> header.isEmpty() ? "" : header + "\r\n");
  }

  @ParameterizedTest
  @MethodSource("badHosts")
  void refusesEveryOtherNameBeforeItLooksAtThePath(String headers) throws IOException {
    RawConnection.Reply reply = live(headers + "Origin: http://evil.example\r\n");
    assertThat(reply.status()).isBetween(400, 499);
    assertThat(reply.all()).doesNotContain("evil", "Location:");
    assertThat(reply.header("Content-Security-Policy")).isPresent();
    assertThat(reply.header("Content-Type")).contains(Problem.MEDIA_TYPE);
  }

  @Test
  void doesNotLetAForwardedOrAbsoluteHostStandInForTheRealOne() throws IOException { // SE-10
    for (String header :
        List.of(
            "X-Forwarded-Host: localhost:" + PORT,
            "Forwarded: host=localhost:" + PORT,
            "X-Host: localhost:" + PORT,
            "X-Original-Host: localhost:" + PORT)) {
      assertThat(live("Host: evil.example\r\n" + header + "\r\n").status()).isEqualTo(421);
    }
    RawConnection.Reply absolute =
        RawConnection.exchange(
            PORT,
            "GET http://localhost:%d/health/live HTTP/1.1\r\nHost: evil.example\r\n\r\n"
                .formatted(PORT));
    assertThat(absolute.status()).isBetween(400, 499);
  }
}
