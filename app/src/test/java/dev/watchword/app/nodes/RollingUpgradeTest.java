package dev.watchword.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchword.app.nodes.Event.Outcome;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One version serves while the next brings the schema up to date and serves beside it (SECURITY
/// MN-09).
///
/// In CI the next version is played: what its migration does is done by hand, under nodes that do
/// not know of it. `bench/upgrade` builds an older version, and runs it and this one together.
@Tag("postgres")
class RollingUpgradeTest {

  private static final int CLIENTS = 8;
  private static final int REQUESTS = Integer.getInteger("watchword.nodes.requests", 1000);

  /// The class path of an older version.
  private static final Optional<String> OLDER =
      Optional.ofNullable(System.getProperty("watchword.nodes.older"));

  private static final String MIGRATION =
      """
      SET lock_timeout = '300ms';
      BEGIN;
      CREATE TABLE of_the_next_version (id BIGINT PRIMARY KEY);
      ALTER TABLE enrolment ADD COLUMN of_the_next_version BIGINT;
      ALTER TABLE audit_waiting ADD COLUMN of_the_next_version TEXT;
      INSERT INTO flyway_schema_history
        SELECT max(installed_rank) + 1, '999', 'next', 'SQL', 'V999__next.sql', 0, 'watchword',
               now(), 1, true FROM flyway_schema_history;
      COMMIT\
      """;

  @TempDir static Path folder;

  @Test
  void leavesNoWrongAnswer() throws Exception { // MN-09, FI-09
    String mine = System.getProperty("java.class.path");
    try (Cluster cluster = new Cluster(folder.resolve("cluster"), 1, OLDER.orElse(mine))) {
      List<Subject> subjects = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        subjects.add(Subject.enrol(cluster.client(0), "subject-" + i));
      }
      long before = migrations(cluster);

      List<Event> history = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
        List<Future<List<Event>>> running = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
          Random random = new Random(client);
          running.add(threads.submit(() -> operate(cluster, subjects, random)));
        }
        upgrade(cluster);
        for (Future<List<Event>> each : running) {
          history.addAll(each.get());
        }
      }

      assertThat(migrations(cluster)).isGreaterThan(before);
      subjects.forEach(subject -> subject.tryAllAgain(cluster.client(1), history));
      Map<Outcome, Long> counts =
          history.stream().collect(Collectors.groupingBy(Event::outcome, Collectors.counting()));
      System.out.println("nodes: " + history.size() + " requests over two versions: " + counts);
      assertThat(HistoryChecker.contradictions(history)).isEmpty();
      assertThat(counts).doesNotContainKey(Outcome.UNKNOWN);
      assertThat(counts.get(Outcome.ACCEPTED)).isGreaterThan(REQUESTS / 10);
      assertThatExceptionOfType(IllegalStateException.class)
          .as("an older program is not started again")
          .isThrownBy(() -> cluster.nodes.getFirst().killAndRestart())
          .withMessageContaining("newer version");
    }
  }

  /// The next version joins, or what would be its migration is done.
  private static void upgrade(Cluster cluster) throws Exception {
    Thread.sleep(1000);
    if (OLDER.isPresent()) {
      cluster.join("node-2", System.getProperty("java.class.path"));
      return;
    }
    cluster.join("node-2", cluster.classPath());
    while (!migrated(cluster)) {
      Thread.sleep(200);
    }
  }

  /// Once, as the program does: it gives way to what is under way.
  private static boolean migrated(Cluster cluster) throws SQLException {
    try {
      cluster.database.execute(MIGRATION);
      return true;
    } catch (SQLException e) {
      if (e.getSQLState().equals("55P03")) { // lock_not_available
        return false;
      }
      throw e;
    }
  }

  private static long migrations(Cluster cluster) throws Exception {
    return cluster.database.number("SELECT count(*) FROM flyway_schema_history");
  }

  private static List<Event> operate(Cluster cluster, List<Subject> subjects, Random random)
      throws InterruptedException {
    List<Event> own = new ArrayList<>();
    while (own.size() < REQUESTS / CLIENTS) {
      boolean both = cluster.nodes.size() > 1;
      if (!both && own.size() > REQUESTS / CLIENTS / 4) {
        Thread.sleep(20); // most of the work is for when both versions serve
        continue;
      }
      ApiClient client = cluster.client(both ? random.nextInt(2) : 0);
      own.add(subjects.get(random.nextInt(subjects.size())).act(client, random));
    }
    return own;
  }
}
