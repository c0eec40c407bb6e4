package dev.watchword.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/// Rows of subscribers whom nobody verifies, so that a table is as large as is asked for; and how
/// large it is.
final class VerifierFiller {

  private static final String COLUMNS =
      "INSERT INTO enrolment (relying_party, subscriber, bound, enrolment_id, fingerprint, version,"
          + " sealed_key, confirmed_at, last_step) ";

  private VerifierFiller() {}

  static void fill(DataSource pool, boolean postgresql, long rows) throws SQLException {
    if (rows <= 0) {
      return;
    }
    String numbers =
        postgresql
            ? "SELECT 'filler', 'user-' || i, 1, uuid_send(gen_random_uuid()),"
                + " uuid_send(gen_random_uuid()), 2, decode(repeat('ab', 82), 'hex'),"
                + " 1795514400000, 59850480 FROM generate_series(1, %d) i"
            : "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
                + " SELECT 'filler', 'user-' || i, 1, randomblob(16), randomblob(16), 2,"
                + " randomblob(82), 1795514400000, 59850480 FROM n";
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM enrolment WHERE relying_party = 'filler'");
      statement.execute(COLUMNS + numbers.formatted(rows));
      statement.execute(postgresql ? "VACUUM ANALYZE enrolment" : "ANALYZE");
    }
  }

  static void printSizes(DataSource pool, boolean postgresql, PrintStream out) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      long rows = VerifierRates.number(connection, "SELECT count(*) FROM enrolment");
      long entries = VerifierRates.number(connection, "SELECT count(*) FROM audit_entry");
      if (postgresql) {
        long bytes = VerifierRates.number(connection, "SELECT pg_total_relation_size('enrolment')");
        long audit =
            VerifierRates.number(connection, "SELECT pg_total_relation_size('audit_entry')");
        out.printf(
            "%d subscribers, %d bytes each with indexes; %d audit entries, %d bytes each%n",
            rows, bytes / rows, entries, audit / Math.max(1, entries));
      } else {
        long pages = VerifierRates.number(connection, "PRAGMA page_count");
        long size = VerifierRates.number(connection, "PRAGMA page_size");
        out.printf(
            "%d subscribers and %d audit entries in %d bytes%n", rows, entries, pages * size);
      }
    }
  }
}
