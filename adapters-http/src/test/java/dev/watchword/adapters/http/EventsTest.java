package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.access.TokenScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The stream of `GET /api/v1/events`.
class EventsTest {

  private final RunningServer running = new RunningServer();
  private final ContractClient client = new ContractClient(running);
  private final String token = running.token(TokenScope.ENTRIES_READ);

  @AfterEach
  void stop() {
    running.close();
  }

  /// One open stream.
  private final class Listening implements AutoCloseable {
    private final java.net.Socket socket;
    private final java.io.BufferedReader in;

    Listening() throws IOException {
      socket = new java.net.Socket("127.0.0.1", running.port());
      socket.setSoTimeout(6_000);
      socket
          .getOutputStream()
          .write(
              ("GET /api/v1/events HTTP/1.1\r\nHost: localhost:"
                      + running.port()
                      + "\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
                      + token
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      in =
          new java.io.BufferedReader(
              new java.io.InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    /// Reads on to the line that begins so; fails when it does not come in time.
    String line(String start) throws IOException {
      List<String> seen = new ArrayList<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        seen.add(line);
        if (line.startsWith(start)) {
          return line;
        }
      }
      throw new AssertionError("the stream ended after " + seen);
    }

    boolean ended() throws IOException {
      while (true) {
        String line = in.readLine();
        if (line == null || line.equals("0")) { // the last chunk
          return true;
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void tellsTheRevisionAtOnceAndAfterEachChange() throws IOException {
    try (Listening page = new Listening()) {
      assertThat(page.line("HTTP/1.1")).contains("200");
      assertThat(page.line("Content-Type")).contains("text/event-stream");
      page.line("event: entries");
      long before = running.vault.revision();
      assertThat(page.line("data:")).isEqualTo("data: {\"revision\":" + before + "}");
      long at = System.nanoTime();
      running.add(RunningServer.URI);
      assertThat(page.line("data:")).isEqualTo("data: {\"revision\":" + (before + 1) + "}");
      assertThat(Duration.ofNanos(System.nanoTime() - at)).isLessThan(Duration.ofSeconds(3));
      running.unlocked = false;
      page.line("event: vault");
      assertThat(page.line("data:")).isEqualTo("data: {\"open\":false}");
      running.unlocked = true;
      assertThat(page.line("data:")).isEqualTo("data: {\"open\":true}");
    }
  }

  @Test
  void endsWithinFiveSecondsAfterTheTokenDoes() throws IOException { // SE-05
    try (Listening page = new Listening()) {
      page.line("event: entries");
      running.clock.advance(Duration.ofDays(400)); // past every expiry
      long at = System.nanoTime();
      page.line("event: session");
      assertThat(page.line("data:")).isEqualTo("data: {\"ended\":true}");
      assertThat(page.ended()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - at)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void endsAtOnceWhenTheServerStops() throws IOException {
    try (Listening page = new Listening()) {
      page.line("event: entries");
      long at = System.nanoTime();
      running.server.close();
      assertThat(Duration.ofNanos(System.nanoTime() - at)).isLessThan(Duration.ofSeconds(3));
      assertThat(page.ended()).isTrue();
    }
  }

  @Test
  void givesAPersonEightAndTakesBackThePlacesOfThoseWhoLeave() throws Exception {
    List<Listening> pages = new ArrayList<>();
    for (int i = 0; i < EventStreams.PER_PERSON; i++) {
      Listening page = new Listening();
      page.line("event: entries");
      pages.add(page);
    }
    try (Listening tooMany = new Listening()) {
      assertThat(tooMany.line("HTTP/1.1")).contains("429");
    }
    for (Listening page : pages) {
      page.close();
    }
    running.add(RunningServer.URI); // to be sent, which shows who is gone
    Thread.sleep(1_500);
    running.add("otpauth://totp/B:bo?secret=GEZDGNBVGY3TQOJQ");
    Thread.sleep(1_500);
    try (Listening again = new Listening()) {
      assertThat(again.line("HTTP/1.1")).contains("200");
    }
  }

  @Test
  void isForThoseWhoAskForAStream() {
    String events = "/api/v1/events";
    client.call("GET", events).token(token).expect(406);
    client.call("GET", events).broken().header("Accept", "text/event-stream").expect(401);
    client
        .call("GET", events)
        .token(running.token(TokenScope.SCAN))
        .header("Accept", "text/event-stream")
        .expect(403);
    client
        .call("GET", events, events + "?x=1")
        .token(token)
        .broken()
        .header("Accept", "text/event-stream")
        .expect(400);
  }
}
