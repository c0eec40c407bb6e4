package dev.watchword.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.app.nodes.Event.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes on one PostgreSQL under mixed work at seven tenths of what they were seen to do, while
/// one of them and the database are killed: nothing fails but around the kills, and the node that
/// lives on grows in nothing.
///
/// In CI half a minute; `bench/load` runs thirty, by `watchword.load.seconds`.
@Tag("postgres")
class SustainedLoadTest {

  private static final int SECONDS = Integer.getInteger("watchword.load.seconds", 24);
  private static final boolean LONG = SECONDS >= 600;
  private static final int PEAK_SECONDS = LONG ? 30 : 4;
  private static final int CLIENTS = 16;
  private static final int SUBJECTS = LONG ? 200 : 24;
  private static final int USERS = LONG ? 24 : 4;

  /// Of a hundred requests so many are for the vault, the others for the verifier.
  private static final int FOR_THE_VAULT = 10;

  /// Between two kills: of the second node and of the database, in turns.
  private static final long BETWEEN_KILLS = seconds(LONG ? 30 : 8);

  /// What was on its way when both nodes were ready again may still meet a connection that broke.
  private static final long GRACE = seconds(2);

  @TempDir static Path folder;

  /// @param began `System.nanoTime()` before the request went out
  /// @param ended after the answer came, or the connection broke
  private record Failed(long began, long ended) {}

  private record Window(long from, long to) {

    boolean covers(Failed failed) {
      return failed.began <= to && failed.ended >= from;
    }
  }

  private final Queue<Event> history = new ConcurrentLinkedQueue<>();
  private final Queue<Failed> failures = new ConcurrentLinkedQueue<>();
  private final LongAdder requests = new LongAdder();
  private final List<Window> windows = new ArrayList<>();

  @Test
  void failsNothingButAroundTheKillsAndGrowsInNothing() throws Exception {
    try (Cluster cluster = new Cluster(Files.createDirectory(folder.resolve("load")), 2)) {
      List<Subject> subjects = new ArrayList<>();
      for (int i = 0; i < SUBJECTS; i++) {
        subjects.add(Subject.enrol(cluster.client(i), "subject-" + i));
      }
      Work work = new Work(cluster, subjects, VaultUser.of(cluster, USERS, 20));
      run(work, PEAK_SECONDS, 0, () -> true); // warms up
      long before = requests.sum();
      run(work, PEAK_SECONDS, 0, () -> true);
      double peak = (requests.sum() - before) / (double) PEAK_SECONDS;
      assertThat(failures).isEmpty();

      NodeGauges gauges = new NodeGauges(cluster.nodes.getFirst().pid());
      before = requests.sum();
      long end = System.nanoTime() + seconds(SECONDS);
      run(
          work,
          SECONDS,
          0.7 * peak,
          () -> {
            kill(cluster, gauges, end);
            return true;
          });
      long done = requests.sum() - before;

      List<Failed> outside =
          failures.stream()
              .filter(failed -> windows.stream().noneMatch(window -> window.covers(failed)))
              .toList();
      report(peak, done, outside, gauges);
      List<Event> events = new ArrayList<>(history);
      subjects.forEach(subject -> subject.tryAllAgain(cluster.client(0), events));
      assertThat(HistoryChecker.contradictions(events)).isEmpty();
      assertThat(outside).isEmpty();
      assertThat(windows).hasSizeGreaterThan(1);
      assertThat(done).isGreaterThan((long) (0.1 * peak * SECONDS));
      assertThat(cluster.command("audit", "verify", "-o", "json")).contains("\"intact\":true");
      if (LONG) {
        assertThat(NodeGauges.trend(gauges.liveHeap).growth()).isLessThan(4);
        assertThat(NodeGauges.trend(gauges.resident).growth()).isLessThan(20);
        assertThat(NodeGauges.trend(gauges.threads).growth()).isLessThan(2);
        assertThat(NodeGauges.trend(gauges.files).growth()).isLessThan(2);
      }
    }
  }

  private record Work(Cluster cluster, List<Subject> subjects, List<VaultUser> users) {}

  /// @param perSecond of all clients together; 0 for as fast as they can
  private void run(Work work, int forSeconds, double perSecond, Callable<Boolean> meanwhile)
      throws Exception {
    long start = System.nanoTime();
    long end = start + seconds(forSeconds);
    long pause = perSecond == 0 ? 0 : (long) (CLIENTS * 1e9 / perSecond);
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<Boolean>> running = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        Random random = new Random(start + client);
        long first = start + pause * client / CLIENTS;
        running.add(threads.submit(() -> operate(work, random, first, end, pause)));
      }
      meanwhile.call();
      for (Future<Boolean> each : running) {
        each.get();
      }
    }
  }

  /// At a pace; what was missed while nothing answered is not made up for.
  private boolean operate(Work work, Random random, long first, long end, long pause) {
    long due = first;
    while (due < end && System.nanoTime() < end) {
      long early = due - System.nanoTime();
      if (early > 0) {
        LockSupport.parkNanos(early);
        continue;
      }
      act(work, random);
      due = Math.max(due + pause, System.nanoTime() - pause);
    }
    return true;
  }

  private void act(Work work, Random random) {
    NodeProcess node = work.cluster.nodes.get(random.nextInt(2));
    long began = System.nanoTime();
    boolean good;
    if (random.nextInt(100) < FOR_THE_VAULT) {
      good = work.users.get(random.nextInt(work.users.size())).act(node, random);
    } else {
      Subject subject = work.subjects.get(random.nextInt(work.subjects.size()));
      Event event = subject.act(node.client(work.cluster.token), random);
      good = event.outcome() != Outcome.UNKNOWN;
      if (event.outcome() != Outcome.REFUSED) {
        history.add(event);
      }
    }
    requests.increment();
    if (!good) {
      failures.add(new Failed(began, System.nanoTime()));
    }
  }

  /// Kills in turns, and reads the gauges of the node that lives on.
  private void kill(Cluster cluster, NodeGauges gauges, long end) throws Exception {
    long next = System.nanoTime() + BETWEEN_KILLS;
    for (int turn = 0; next < end - BETWEEN_KILLS / 2; turn++, next += BETWEEN_KILLS) {
      gauges.readLiveHeap();
      while (System.nanoTime() < next) {
        gauges.read();
        Thread.sleep(1000);
      }
      long from = System.nanoTime();
      if (turn % 2 == 0) {
        cluster.nodes.get(1).killAndRestart();
      } else {
        cluster.database.killAndRestart();
      }
      awaitReady(cluster, 0);
      awaitReady(cluster, 1);
      windows.add(new Window(from, System.nanoTime() + GRACE));
    }
    gauges.readLiveHeap();
  }

  private static void awaitReady(Cluster cluster, int node) throws InterruptedException {
    long end = System.nanoTime() + seconds(20);
    while (!cluster.client(node).call("GET", "/health/ready", "").is(200)) {
      assertThat(System.nanoTime()).as("ready within 20 seconds").isLessThan(end);
      Thread.sleep(50);
    }
  }

  private void report(double peak, long done, List<Failed> outside, NodeGauges gauges) {
    double killed = windows.stream().mapToLong(w -> w.to - w.from - GRACE).sum() / 1e9;
    double longest = windows.stream().mapToLong(w -> w.to - w.from - GRACE).max().orElse(0) / 1e9;
    System.out.printf(
        "load: %.0f/s at the peak; %d requests in %d s, %.0f/s; %d kills, not whole for %.1f s in"
            + " all and %.1f s at the longest; %d requests failed around the kills, %d outside%n",
        peak,
        done,
        SECONDS,
        done / (double) SECONDS,
        windows.size(),
        killed,
        longest,
        failures.size() - outside.size(),
        outside.size());
    if (gauges.liveHeap.size() >= 6) {
      System.out.printf("load: live heap in MB %s%n", NodeGauges.trend(gauges.liveHeap));
      System.out.printf("load: resident in MB %s%n", NodeGauges.trend(gauges.resident));
      System.out.printf("load: threads %s%n", NodeGauges.trend(gauges.threads));
      System.out.printf("load: open files %s%n", NodeGauges.trend(gauges.files));
    }
  }

  private static long seconds(long count) {
    return TimeUnit.SECONDS.toNanos(count);
  }
}
