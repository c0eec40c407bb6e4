package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// SECURITY SE-13: slow clients are cut off, and do not slow others down.
class SlowClientTest {

  private static final ConnectionGuard.Limits SHORT =
      new ConnectionGuard.Limits(
          Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(3));

  private static RunningServer running(ConnectionGuard.Limits limits) {
    return new RunningServer(ServerSettings.standard().withPort(0), limits, new WrittenPictures());
  }

  private static String host(RunningServer running) {
    return "Host: localhost:" + running.port() + "\r\n";
  }

  /// Sends a byte now and then until the connection is cut.
  private static Duration drip(RawConnection connection, String bytes, Duration atMost)
      throws InterruptedException {
    long start = System.nanoTime();
    for (int i = 0; System.nanoTime() - start < atMost.toNanos(); i++) {
      try {
        connection.send(bytes.substring(i % bytes.length(), i % bytes.length() + 1));
      } catch (IOException cut) {
        break;
      }
      Thread.sleep(100);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void cutsAConnectionWhoseFirstLineOrHeadersTakeTooLong() throws Exception {
    try (RunningServer running = running(SHORT);
        RawConnection line = new RawConnection(running.port());
        RawConnection headers = new RawConnection(running.port())) {
      headers.send("GET /health/live HTTP/1.1\r\n" + host(running) + "X-Slow: ");
      assertThat(drip(line, "GET /aaaaaaaa", Duration.ofSeconds(15)))
          .isLessThan(Duration.ofSeconds(10));
      assertThat(drip(headers, "aaaaaaaa", Duration.ofSeconds(15)))
          .isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void cutsAConnectionWhoseBodyTakesTooLong() throws Exception {
    try (RunningServer running = running(SHORT);
        RawConnection connection = new RawConnection(running.port())) {
      connection.send(
          "POST /api/v1/scan HTTP/1.1\r\n"
              + host(running)
              + "Authorization: Bearer "
              + running.tokenForAll()
              + "\r\nContent-Type: image/png\r\nContent-Length: 100000\r\n\r\n");
      assertThat(drip(connection, "aaaaaaaa", Duration.ofSeconds(20)))
          .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(15));
    }
  }

  @Test
  void cutsAConnectionThatStaysSilentAfterAnAnswer() throws Exception {
    try (RunningServer running = running(SHORT);
        RawConnection connection = new RawConnection(running.port())) {
      connection.send("GET /health/live HTTP/1.1\r\n" + host(running) + "\r\n").reply();
      assertThat(connection.closedByServer()).isTrue();
    }
  }

  @Test
  @Tag("slow")
  void answersAGoodRequestBeside500SlowOnesWithinTwoSecondsAndCutsThemByTheFigures()
      throws Exception {
    try (RunningServer running = running(ConnectionGuard.Limits.STANDARD)) {
      List<RawConnection> slow = new ArrayList<>();
      long opened = System.nanoTime();
      for (int i = 0; i < 500; i++) {
        slow.add(
            new RawConnection(running.port())
                .send("GET /health/live HTTP/1.1\r\n" + host(running) + "X-Slow: "));
      }
      long start = System.nanoTime();
      RawConnection.Reply good =
          RawConnection.exchange(
              running.port(), "GET /health/live HTTP/1.1\r\n" + host(running) + "\r\n");
      assertThat(good.status()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      for (RawConnection connection : slow) {
        assertThatThrownBy(connection::reply).isInstanceOf(IOException.class);
        connection.close();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - opened))
          .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(20));
    }
  }
}
