package dev.watchword.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.app.nodes.Event.Act;
import dev.watchword.app.nodes.Event.Outcome;
import java.nio.file.Files;
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

  /// Ten seconds are owed; a run at the lowest priority may be given more.
  private static final Duration RECOVERY =
      Duration.ofSeconds(Integer.getInteger("watchword.nodes.recovery", 10));

  /// Kills the database alone, and nodes not (MN-03).
  private static final boolean DATABASE_ALONE =
      Boolean.getBoolean("watchword.nodes.database-alone");

  @TempDir static Path folder;

  private static final int ROUNDS = Integer.getInteger("watchword.nodes.kills", 4);

  @Test
  void acceptNoCodeTwiceAndForgetNone() throws Exception {
    try (Cluster cluster = new Cluster(Files.createDirectory(folder.resolve("history")), 2)) {
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
        int kills = kill(cluster, end);
        log("kills of the database: " + kills);
        for (Future<List<Event>> each : running) {
          history.addAll(each.get());
        }
      }
      subjects.forEach(subject -> subject.tryAllAgain(cluster.client(0), history));

      assertThat(HistoryChecker.contradictions(history)).isEmpty();
      Map<Outcome, Long> counts =
          history.stream().collect(Collectors.groupingBy(Event::outcome, Collectors.counting()));
      counts.forEach((outcome, count) -> log("history: %s %,d".formatted(outcome, count)));
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

  @Test
  void refuseWhatMayHaveBeenBurntBeforeAFailover() throws Exception { // MN-04
    try (Cluster cluster = new Cluster(Files.createDirectory(folder.resolve("failover")), 2)) {
      Device device = Device.enrol(cluster.client(0), "failing-over", "totp");
      String burnt = device.timed(0);
      assertThat(cluster.client(0).verify(device.subscriber(), burnt).is(200)).isTrue();
      String unused = device.timed(1);

      cluster.database.failOver();
      for (int node = 0; node < 2; node++) {
        awaitReady(cluster, node);
        assertThat(cluster.client(node).verify(device.subscriber(), burnt).is(429)).isTrue();
        assertThat(cluster.client(node).verify(device.subscriber(), unused).is(429)).isTrue();
      }
      assertThat(
              cluster
                  .client(0)
                  .show(device.subscriber())
                  .json()
                  .get("factor")
                  .get("failures")
                  .asInt())
          .isZero();
      assertThat(cluster.database.number("SELECT count(*) FROM replay_floor WHERE raised_at > 0"))
          .isEqualTo(1);
    }
  }

  @Test
  void chargeEveryGuessThatWasAnswered() throws Exception { // TH-04
    try (Cluster cluster = new Cluster(Files.createDirectory(folder.resolve("charged")), 1)) {
      Random random = new Random(SEED);
      for (int round = 0; round < ROUNDS; round++) {
        Device device = Device.enrol(cluster.client(0), "guessed-" + round, "totp");
        try (ExecutorService guessers = Executors.newFixedThreadPool(4)) {
          List<Future<Boolean>> answered = new ArrayList<>();
          for (int i = 0; i < 5; i++) {
            String guess = device.wrong(i);
            answered.add(
                guessers.submit(
                    () -> cluster.client(0).verify(device.subscriber(), guess).is(429)));
          }
          Thread.sleep(random.nextInt(30));
          cluster.nodes.getFirst().killAndRestart();
          int charged =
              cluster
                  .client(0)
                  .show(device.subscriber())
                  .json()
                  .get("factor")
                  .get("failures")
                  .asInt();
          int seen = 0;
          for (Future<Boolean> each : answered) {
            seen += each.get() ? 1 : 0;
          }
          assertThat(charged).isGreaterThanOrEqualTo(seen);
        }
      }
    }
  }

  private static void awaitReady(Cluster cluster, int node) throws InterruptedException {
    long start = System.nanoTime();
    while (!cluster.client(node).call("GET", "/health/ready", "").is(200)) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(RECOVERY);
      Thread.sleep(50);
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

  /// @param what six digits in one run would be taken for a code (LO-01)
  private static void log(String what) {
    System.getLogger("nodes").log(System.Logger.Level.INFO, what);
  }

  /// A node or the database, in turns, every few seconds; after each the cluster answers again
  /// within ten seconds.
  ///
  /// @return how often the database was killed
  private static int kill(Cluster cluster, long end) throws Exception {
    int ofDatabase = 0;
    for (int turn = 0; System.nanoTime() < end - 8_000_000_000L; turn++) {
      Thread.sleep(3000);
      if (DATABASE_ALONE || turn % 3 == 1) {
        ofDatabase++;
        cluster.database.killAndRestart();
      } else {
        cluster.nodes.get(turn % 2).killAndRestart();
      }
      awaitReady(cluster, 0);
      awaitReady(cluster, 1);
    }
    return ofDatabase;
  }
}
