package dev.watchword.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.app.nodes.Event.Act;
import dev.watchword.app.nodes.Event.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random operations of eight clients on two nodes, while nodes and the database are killed
/// (SECURITY MN-02, MN-03).
///
/// In CI half a minute; `bench/verifier-nodes` runs ten, by `watchword.nodes.seconds`.
@Tag("postgres")
class KilledNodesTest {

  private static final int CLIENTS = 8;
  private static final int SECONDS = Integer.getInteger("watchword.nodes.seconds", 30);
  private static final long SEED = Long.getLong("watchword.nodes.seed", 20_261_124L);
  private static final Duration RECOVERY = Duration.ofSeconds(10);

  @TempDir static Path folder;

  @Test
  void acceptNoCodeTwiceAndForgetNone() throws Exception {
    try (Cluster cluster = new Cluster(folder, 2)) {
      List<Subject> subjects = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        subjects.add(Subject.enrol(cluster.client(i), "subject-" + i));
      }
      long end = System.nanoTime() + SECONDS * 1_000_000_000L;
      List<Event> history = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
        List<Future<List<Event>>> running = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
          Random random = new Random(SEED + client);
          running.add(threads.submit(() -> operate(cluster, subjects, random, end)));
        }
        kill(cluster, end);
        for (Future<List<Event>> each : running) {
          history.addAll(each.get());
        }
      }
      subjects.forEach(subject -> subject.tryAllAgain(cluster.client(0), history));

      assertThat(HistoryChecker.contradictions(history)).isEmpty();
      Map<Outcome, Long> counts =
          history.stream().collect(Collectors.groupingBy(Event::outcome, Collectors.counting()));
      System.getLogger("nodes").log(System.Logger.Level.INFO, "history: {0}", counts);
      assertThat(counts.get(Outcome.ACCEPTED)).as("%s", counts).isGreaterThan(50);
      assertThat(counts.get(Outcome.UNKNOWN)).as("%s", counts).isPositive();
      assertThat(cluster.command("audit", "verify", "-o", "json")).contains("\"intact\":true");
      // whatever a client saw accepted has its entry (AU-02)
      long entries =
          cluster.database.number(
              "SELECT count(*) FROM audit_entry WHERE action IN ('otp.accepted',"
                  + " 'recovery.redeemed')");
      long seen =
          history.stream()
              .filter(event -> event.accepted() && event.act() != Act.REPLACE_SET)
              .count();
      assertThat(entries).isGreaterThanOrEqualTo(seen);
    }
  }

  private static List<Event> operate(
      Cluster cluster, List<Subject> subjects, Random random, long end) {
    List<Event> own = new ArrayList<>();
    while (System.nanoTime() < end) {
      ApiClient client = cluster.client(random.nextInt(2));
      own.add(subjects.get(random.nextInt(subjects.size())).act(client, random));
    }
    return own;
  }

  /// A node or the database, in turns, every few seconds; after each the cluster answers again
  /// within ten seconds.
  private static void kill(Cluster cluster, long end) throws Exception {
    for (int turn = 0; System.nanoTime() < end - 8_000_000_000L; turn++) {
      Thread.sleep(3000);
      if (turn % 3 == 1) {
        cluster.database.killAndRestart();
      } else {
        cluster.nodes.get(turn % 2).killAndRestart();
      }
      long back = System.nanoTime();
      while (!cluster.client(0).call("GET", "/health/ready", "").is(200)
          || !cluster.client(1).call("GET", "/health/ready", "").is(200)) {
        assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(RECOVERY);
        Thread.sleep(50);
      }
    }
  }
}
