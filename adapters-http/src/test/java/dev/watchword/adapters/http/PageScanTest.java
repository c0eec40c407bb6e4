package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The scan that the first page asks for without a token: only a browser on a page of this server
/// gets it (SECURITY SE-06), it stores nothing, and it is bounded (UP-10).
class PageScanTest {

  private final RunningServer running = new RunningServer();
  private final String own = "http://localhost:" + running.port();

  @AfterEach
  void stop() {
    running.close();
  }

  private RawConnection.Reply scan(String... headers) throws IOException {
    String picture = "\nWRITTEN\n" + RunningServer.URI;
    StringBuilder lines = new StringBuilder();
    for (String header : headers) {
      lines.append(header).append("\r\n");
    }
    return RawConnection.exchange(
        running.port(),
        ("POST /api/v1/scan HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n"
                + "Content-Type: application/octet-stream\r\n%sContent-Length: %d\r\n\r\n%s")
            .formatted(running.port(), lines, picture.length(), picture));
  }

  @Test
  void readsForAPageOfThisServer() throws IOException {
    RawConnection.Reply reply = scan("Sec-Fetch-Site: same-origin", "Origin: " + own);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).contains("\"issuer\":\"OpenAI\"", "\"value\":\"");
    assertThat(scan("Sec-Fetch-Site: same-origin").status()).isEqualTo(200);
    assertThat(scan("Origin: " + own).status()).isEqualTo(200);
  }

  @Test
  void refusesOtherSitesAndProgramsWithoutAToken() throws IOException {
    assertThat(scan().status()).isEqualTo(401);
    for (String site : List.of("cross-site", "same-site", "none", "", "same-origin, cross-site")) {
      assertThat(scan("Sec-Fetch-Site: " + site).status()).as(site).isEqualTo(401);
      assertThat(scan("Sec-Fetch-Site: " + site, "Origin: " + own).status())
          .as(site)
          .isEqualTo(401);
    }
    for (String origin :
        List.of(
            "null",
            "http://evil.example",
            "http://localhost:1",
            "http://localhost",
            own + ".evil.example",
            "http://127.0.0.1:" + running.port())) {
      assertThat(scan("Origin: " + origin).status()).as(origin).isEqualTo(401);
      assertThat(scan("Sec-Fetch-Site: same-origin", "Origin: " + origin).status())
          .as(origin)
          .isEqualTo(401);
    }
  }

  @Test
  void doesNotFallBackToThePageWhenATokenIsWrong() throws IOException {
    assertThat(scan("Sec-Fetch-Site: same-origin", "Authorization: Bearer wrong").status())
        .isEqualTo(401);
  }

  @Test
  void readsTwentyPicturesAMinuteForOneAddress() throws IOException { // UP-10
    for (int i = 0; i < 20; i++) {
      assertThat(scan("Sec-Fetch-Site: same-origin").status()).isEqualTo(200);
    }
    RawConnection.Reply reply = scan("Sec-Fetch-Site: same-origin");
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.header("Retry-After")).contains("3");
  }

  @Test
  void opensNothingElse() throws IOException {
    RawConnection.Reply entries =
        RawConnection.exchange(
            running.port(),
            "GET /api/v1/entries HTTP/1.1\r\nHost: localhost:%d\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\r\n"
                .formatted(running.port()));
    assertThat(entries.status()).isEqualTo(401);
    assertThat(running.vault.entries()).isEmpty();
  }
}
