package dev.watchword.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The store of a PostgreSQL as a backup, in another PostgreSQL and in a file (SECURITY BK-01 to
/// BK-05).
@Tag("postgres")
class DatabaseBackupTest {

  @TempDir Path folder;

  private record Run(int exit, String out, String err) {}

  private Run run(List<String> line) throws Exception {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    Process process =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    return new Run(
        process.waitFor(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  @Test
  void movesBetweenDatabasesAndIntoAFile() throws Exception {
    Path backup = folder.resolve("store.backup");
    try (Cluster cluster = new Cluster(Files.createDirectory(folder.resolve("one")), 1);
        PostgresqlProcess other =
            new PostgresqlProcess(Files.createDirectory(folder.resolve("two")).resolve("data"))) {
      Device device = Device.enrol(cluster.client(0), "ann", "hotp");
      assertThat(cluster.client(0).verify("ann", device.counted(3)).is(200)).isTrue();
      assertThat(cluster.command("backup", backup.toString())).contains("read back, whole");

      List<String> restore = cluster.line("restore-backup", backup.toString(), "-o", "json");
      Run refused = run(restore);
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.out() + refused.err()).contains("the database has a vault");
      restore.replaceAll(word -> word.equals(cluster.database.url()) ? other.url() : word);
      Run restored = run(restore);
      assertThat(restored.exit()).as(restored.out() + restored.err()).isZero();
      assertThat(restored.out()).contains("\"tokens\":1");

      assertThat(other.number("SELECT last_step FROM enrolment WHERE subscriber = 'ann'"))
          .isEqualTo(3);
      assertThat(other.number("SELECT count(*) FROM api_token")).isZero();
      assertThat(other.number("SELECT count(*) FROM replay_floor WHERE raised_at > 0"))
          .isEqualTo(1);
      List<String> verify = cluster.line("audit", "verify", "-o", "json");
      verify.replaceAll(word -> word.equals(cluster.database.url()) ? other.url() : word);
      assertThat(run(verify).out()).contains("\"intact\":true");

      Path file = folder.resolve("restored.db");
      assertThat(run(inFile(cluster, file, "restore-backup", backup.toString())).exit()).isZero();
      assertThat(lastStep(file)).isEqualTo(3);
    }
  }

  /// BK-01.
  @Test
  void keepsWhatWasAcceptedBeforeAnyOfItsCopiesBegan() throws Exception {
    AtomicLong accepted = new AtomicLong();
    AtomicBoolean enough = new AtomicBoolean();
    try (Cluster cluster = new Cluster(Files.createDirectory(folder.resolve("one")), 2)) {
      Device device = Device.enrol(cluster.client(0), "ann", "hotp");
      Thread busy =
          Thread.ofPlatform()
              .start(() -> {
                for (int counter = 1; !enough.get(); counter++) {
                  if (cluster.client(counter).verify("ann", device.counted(counter)).is(200)) {
                    accepted.set(counter);
                  }
                }
              });
      for (int i = 0; i < 3; i++) {
        Path backup = folder.resolve(i + ".backup");
        Path restored = folder.resolve(i + ".db");
        long before = accepted.get();
        cluster.command("backup", backup.toString());
        long after = accepted.get();
        assertThat(after).as("codes were accepted meanwhile").isGreaterThan(before);

        Run done = run(inFile(cluster, restored, "restore-backup", backup.toString()));
        assertThat(done.exit()).as(done.out() + done.err()).isZero();
        assertThat(lastStep(restored)).isBetween(before, after + 1);
        assertThat(run(inFile(cluster, restored, "audit", "verify", "-o", "json")).out())
            .contains("\"intact\":true");
      }
      enough.set(true);
      busy.join();
    }
  }

  /// The command line of a process that works on a file in the place of the database.
  private static List<String> inFile(Cluster cluster, Path file, String... words) {
    List<String> line = cluster.line(words);
    int database = line.indexOf("--database");
    line.subList(database, database + 2).clear();
    line.set(line.indexOf("--vault") + 1, file.toString());
    return line;
  }

  private static long lastStep(Path file) throws SQLException {
    try (var store = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = store.createStatement();
        var row = statement.executeQuery("SELECT last_step FROM enrolment")) {
      row.next();
      return row.getLong(1);
    }
  }
}
