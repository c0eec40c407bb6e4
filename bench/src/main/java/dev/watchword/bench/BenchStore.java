package dev.watchword.bench;

import dev.watchword.adapters.storage.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An empty database of one kind, which syncs as it does in earnest.
///
/// @param settings how Watchword opens it
/// @param connections how many the pools have
/// @param server the PostgreSQL that was started for it
record BenchStore(
    DatabaseSettings settings, String jdbcUrl, int connections, @Nullable EmbeddedPostgres server)
    implements AutoCloseable {

  static BenchStore sqlite(Path folder) {
    Path file = folder.resolve("verifier.db");
    return new BenchStore(new DatabaseSettings.Sqlite(file), "jdbc:sqlite:" + file, 1, null);
  }

  static BenchStore postgresql(Path folder) throws IOException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("data"))
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("shared_buffers", "512MB")
            .start();
    String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
    int connections = DatabaseSettings.Postgresql.DEFAULT_CONNECTIONS;
    return new BenchStore(
        new DatabaseSettings.Postgresql(
            url, Optional.of("postgres"), Optional.empty(), connections),
        url,
        connections,
        server);
  }

  boolean postgresql() {
    return server != null;
  }

  private static final String COLUMNS =
      "INSERT INTO enrolment (relying_party, subscriber, bound, enrolment_id, fingerprint, version,"
          + " sealed_key, confirmed_at, last_step) ";

  /// Bound rows of subscribers whom nobody verifies, among those of the others.
  void fill(long rows) throws SQLException {
    String numbers =
        postgresql()
            ? "SELECT 'bench', md5(i::text), 1, uuid_send(gen_random_uuid()),"
                + " uuid_send(gen_random_uuid()), 2, decode(repeat('ab', 82), 'hex'),"
                + " 1795514400000, 59850480 FROM generate_series(1, %d) i"
            : "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
                + " SELECT 'bench', lower(hex(randomblob(16))), 1, randomblob(16),"
                + " randomblob(16), 2, randomblob(82), 1795514400000, 59850480 FROM n";
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(COLUMNS + numbers.formatted(rows));
      statement.execute(postgresql() ? "VACUUM ANALYZE enrolment" : "PRAGMA wal_checkpoint");
    }
  }

  /// Has the database do its upkeep now, and not while something is measured.
  void settle() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(postgresql() ? "VACUUM ANALYZE" : "PRAGMA wal_checkpoint");
    }
  }

  private Connection connect() throws SQLException {
    return postgresql()
        ? DriverManager.getConnection(jdbcUrl, "postgres", "")
        : DriverManager.getConnection(jdbcUrl);
  }

  /// Bytes on the disk of a table with its indexes.
  long bytes(String table) throws SQLException {
    return number(
        postgresql()
            ? "SELECT pg_total_relation_size('" + table + "')"
            : "SELECT sum(pgsize) FROM dbstat WHERE name IN (SELECT name FROM sqlite_schema WHERE"
                + " tbl_name = '"
                + table
                + "')");
  }

  long number(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }
}
