package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchword.core.access.TokenScope;
import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.Diagnosis;
import dev.watchword.core.capture.ImageDecoder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HeavyWorkTest {

  @Test
  void runsOnThreadsThatHoldNobodyUp() throws Exception {
    HeavyWork work = new HeavyWork("test", 1, 1);
    try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(requests.submit(() -> work.run(() -> Thread.currentThread().isVirtual())).get())
          .isFalse();
    }
  }

  @Test
  void throwsWhatTheWorkThrows() {
    HeavyWork work = new HeavyWork("test", 1, 1);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() ->
            work.run(() -> {
              throw new IllegalStateException("its own");
            }))
        .withMessage("its own");
  }

  @Test
  void refusesMoreThanMayWait() throws Exception { // SE-12
    HeavyWork work = new HeavyWork("test", 2, 3);
    CountDownLatch over = new CountDownLatch(1);
    Semaphore begun = new Semaphore(0);
    try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> running = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        running.add(requests.submit(() -> work.run(() -> await(begun, over))));
      }
      begun.acquire(2);
      for (int i = 0; i < 10; i++) {
        running.add(
            requests.submit(() -> {
              try {
                return work.run(() -> await(begun, over));
              } catch (ProblemException busy) {
                assertThat(busy.problem().status()).isEqualTo(503);
                return false;
              }
            }));
      }
      long refused = 0;
      while (refused < 7) {
        refused = running.stream().filter(Future::isDone).count();
        Thread.onSpinWait();
      }
      over.countDown();
      int done = 0;
      for (Future<Boolean> each : running) {
        done += each.get() ? 1 : 0;
      }
      assertThat(done).isEqualTo(5);
    }
  }

  private static boolean await(Semaphore begun, CountDownLatch over) {
    begun.release();
    try {
      over.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return true;
  }

  private static RunningServer server(ImageDecoder decoder) {
    return new RunningServer(
        ServerSettings.standard().withPort(0), ConnectionGuard.Limits.STANDARD, decoder);
  }

  /// More pictures than there are processors, each of which is worked on until a good request was
  /// answered: never, where they kept it from being looked at.
  @Test
  void aGoodRequestIsAnsweredWhilePicturesKeepEveryProcessorBusy() throws Exception { // UP-10
    AtomicBoolean answered = new AtomicBoolean();
    Semaphore begun = new Semaphore(0);
    ImageDecoder busy =
        (picture, limits) -> {
          begun.release();
          while (!answered.get()) {
            Thread.onSpinWait();
          }
          return Capture.unreadable(new Diagnosis.NoCode());
        };
    try (RunningServer running = server(busy);
        ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
      HttpClient client = HttpClient.newHttpClient();
      String base = "http://127.0.0.1:" + running.port();
      String token = running.token(TokenScope.SCAN);
      var scan =
          HttpRequest.newBuilder(URI.create(base + "/api/v1/scan"))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "image/png")
              .POST(BodyPublishers.ofByteArray(PixelPictures.blank()))
              .build();
      try {
        for (int i = 0; i < 12; i++) {
          requests.submit(() -> client.send(scan, BodyHandlers.discarding()));
        }
        begun.acquire(2);
        var good =
            HttpRequest.newBuilder(URI.create(base + "/health/live"))
                .timeout(Duration.ofSeconds(30))
                .build();
        assertThat(client.send(good, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
      } finally {
        answered.set(true);
      }
    }
  }
}
