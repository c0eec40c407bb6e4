package dev.watchword.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.watchword.core.vault.StorageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChoresTest {

  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Chore NOTHING = new Chore("nothing", Duration.ZERO, () -> {});

  @Test
  void goOnAfterAFailureOfTheStoreAndAfterABug() throws InterruptedException {
    CountDownLatch times = new CountDownLatch(4);
    AtomicInteger count = new AtomicInteger();
    Runnable work =
        () -> {
          times.countDown();
          switch (count.incrementAndGet()) {
            case 1 -> throw new StorageException("planted");
            case 2 -> throw new IllegalStateException("planted");
            default -> {}
          }
        };
    try (Chores chores = new Chores(List.of(new Chore("planted", PAUSE, work)), NOTHING)) {
      chores.start();
      assertThat(times.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void letTheOneUnderWayEndAndStartNoOther() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    AtomicInteger count = new AtomicInteger();
    Runnable work =
        () -> {
          count.incrementAndGet();
          started.countDown();
          try {
            ended.set(go.await(10, TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    AtomicBoolean endedBeforeTheLast = new AtomicBoolean();
    Chore last = new Chore("last", Duration.ZERO, () -> endedBeforeTheLast.set(ended.get()));
    Chores chores = new Chores(List.of(new Chore("slow", PAUSE, work)), last);
    chores.start();
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    Thread releasing = Thread.ofVirtual().start(go::countDown);
    chores.close();
    releasing.join();
    assertThat(ended).isTrue();
    assertThat(endedBeforeTheLast).isTrue();
    assertThat(count).hasValue(1);
  }

  @Test
  void aNodeIsNamedAfterHostAndProcess() {
    assertThat(ServedNode.nameOf("alpha", 77)).isEqualTo("alpha-77");
    assertThat(ServedNode.nameOf("", 77)).isEqualTo("node-77");
    assertThat(ServedNode.nameOf("h".repeat(300), 123_456)).hasSize(64).endsWith("-123456");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestNodes.named(" ", Path.of("x")))
        .withMessageContaining("1 to 64");
  }
}
