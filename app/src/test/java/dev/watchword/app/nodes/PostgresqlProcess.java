package dev.watchword.app.nodes;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL server that syncs its log, and can be killed and started again.
final class PostgresqlProcess implements AutoCloseable {

  private final Path data;
  private final EmbeddedPostgres server;
  private @Nullable Process restarted;

  /// @param data an empty folder
  PostgresqlProcess(Path data) throws IOException {
    this.data = data;
    this.server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "100")
            .setPGStartupWait(Duration.ofSeconds(30))
            .start();
  }

  /// The URL of the database that nodes share.
  String url() {
    return "jdbc:postgresql://localhost:%d/postgres?user=postgres".formatted(server.getPort());
  }

  /// One number out of the database.
  long number(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Kills the server as a failing machine would, and starts it again on the same data and port.
  ///
  /// By the very command line that it ran by: the library that started it keeps its own lock on the
  /// data.
  void killAndRestart() throws IOException, InterruptedException {
    ProcessHandle postmaster = postmaster();
    List<String> line = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      line.addAll(List.of("unshare", "-U")); // it refuses to run as root, as the library does too
    }
    line.add(postmaster.info().command().orElseThrow());
    line.addAll(List.of(postmaster.info().arguments().orElseThrow()));
    kill(postmaster);
    Files.deleteIfExists(data.resolve("postmaster.pid"));
    restarted =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    long end = System.nanoTime() + 30_000_000_000L;
    while (!answers()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("PostgreSQL did not come back");
      }
      Thread.sleep(50);
    }
  }

  /// Kills the server and starts it as a standby that is promoted at once, as a failover does: the
  /// same data on a new timeline.
  void failOver() throws IOException, InterruptedException, SQLException {
    Files.createFile(data.resolve("standby.signal"));
    killAndRestart();
    execute("SELECT pg_promote()");
  }

  private ProcessHandle postmaster() throws IOException {
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private static void kill(ProcessHandle postmaster) {
    List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
    all.addFirst(postmaster);
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
  }

  private boolean answers() {
    try {
      return number("SELECT 1") == 1;
    } catch (SQLException notYet) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    if (restarted != null) {
      kill(postmaster());
    }
    server.close();
  }
}
