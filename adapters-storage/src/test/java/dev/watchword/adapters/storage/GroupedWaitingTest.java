package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How threads wait whose work another one took on.
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GroupedWaitingTest {

  /// Two groups at once; each waits until its first member is let go.
  private static final class HeldSink implements Grouped.Sink<String, String> {

    private final Map<String, CountDownLatch> begun = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();

    private CountDownLatch of(Map<String, CountDownLatch> latches, String name) {
      return latches.computeIfAbsent(name, key -> new CountDownLatch(1));
    }

    void awaitBegin(String first) throws InterruptedException {
      of(begun, first).await();
    }

    void letGo(String first) {
      of(held, first).countDown();
    }

    @Override
    public List<String> answers(List<String> asked) {
      of(begun, asked.getFirst()).countDown();
      try {
        of(held, asked.getFirst()).await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return asked;
    }

    @Override
    public int most() {
      return 2;
    }
  }

  private final HeldSink sink = new HeldSink();
  private final Grouped<String, String> grouped = new Grouped<>(sink);
  private final List<String> answered = new ArrayList<>();

  private Thread asking(String name) {
    return Thread.ofPlatform()
        .start(() -> {
          String answer = grouped.ask(name);
          synchronized (answered) {
            answered.add(answer);
          }
        });
  }

  @Test
  void aThreadWhoseWorkIsUnderWayElsewhereRestsAlsoWhenItIsWoken() throws InterruptedException {
    Thread a = asking("a");
    sink.awaitBegin("a");
    Thread b = asking("b");
    sink.awaitBegin("b");
    Thread c = asking("c");
    awaitRest(c);
    Thread d = asking("d");
    awaitRest(d);
    sink.letGo("a"); // c comes to lead, and takes d along
    sink.awaitBegin("c");
    sink.letGo("b"); // one more could lead now
    b.join();

    LockSupport.unpark(d);

    awaitRest(d);
    sink.letGo("c");
    for (Thread thread : List.of(a, c, d)) {
      thread.join();
    }
    assertThat(answered).containsExactlyInAnyOrder("a", "b", "c", "d");
  }

  /// Until it was seen waiting at twenty looks in a row.
  private static void awaitRest(Thread thread) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    int seen = 0;
    while (seen < 20) {
      assertThat(System.nanoTime()).as("the thread does not come to rest").isLessThan(end);
      seen = thread.getState() == Thread.State.WAITING ? seen + 1 : 0;
      Thread.sleep(2);
    }
  }
}
