package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.Diagnosis;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A graceful stop.
class StopTest {

  @Test
  void letsARequestThatIsUnderWayEndAndTakesNoOther() throws Exception {
    CountDownLatch decoding = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    RunningServer running =
        new RunningServer(
            ServerSettings.standard().withPort(0),
            ConnectionGuard.Limits.STANDARD,
            (picture, limits) -> {
              decoding.countDown();
              await(goOn);
              return Capture.unreadable(new Diagnosis.NoCode());
            });
    int port = running.port();
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(
          "POST /api/v1/scan HTTP/1.1\r\nHost: localhost:%d\r\nSec-Fetch-Site: same-origin\r\nContent-Type: image/png\r\nContent-Length: 1\r\n\r\nx"
              .formatted(port));
      assertThat(decoding.await(20, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(running::close);
      Thread.sleep(300);
      goOn.countDown();

      assertThat(connection.reply().status()).isEqualTo(200);
      stopped.get(20, TimeUnit.SECONDS);
    }
    assertThat(reachable(port)).isFalse();
    running.close(); // a second time does nothing
  }

  @Test
  void saysThatItIsNotReadyForAsLongAsItDrainsAndAnswersAllElse() throws Exception {
    RunningServer running =
        new RunningServer(
            ServerSettings.standard().withPort(0).withDrain(java.time.Duration.ofSeconds(2)));
    int port = running.port();
    assertThat(status(port, "/health/ready")).isEqualTo(200);
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(running::close);
    Thread.sleep(500);

    assertThat(status(port, "/health/ready")).isEqualTo(503);
    assertThat(status(port, "/health/live")).isEqualTo(200);
    stopped.get(20, TimeUnit.SECONDS);
    assertThat(reachable(port)).isFalse();
  }

  @Test
  void endsWhatWouldGoOnForeverAndEndsItOnce() {
    Stopping stopping = new Stopping();
    int[] ended = {0, 0, 0};
    Runnable gone = stopping.onStop(() -> ended[0]++);
    Runnable stays = stopping.onStop(() -> ended[1]++);
    gone.run();
    stopping.begin();
    stopping.begin();
    Runnable late = stopping.onStop(() -> ended[2]++);

    assertThat(ended).containsExactly(0, 1, 1);
    assertThat(stopping.begun()).isTrue();
    stays.run();
    late.run();
    assertThat(ended).containsExactly(0, 1, 1);
  }

  private static int status(int port, String path) throws IOException {
    return RawConnection.exchange(
            port,
            "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n"
                .formatted(path, port))
        .status();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean reachable(int port) {
    try (RawConnection connection = new RawConnection(port)) {
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
