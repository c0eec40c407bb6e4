package dev.watchword.adapters.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/// Where a database's schema stands against what this program knows.
///
/// The migrations are the scripts under `db/migration`, numbered from 100 for the vault and from
/// 200 for the verifier's side, the same numbers for both databases. Their list stands here too, so
/// that opening a current database takes one small query and no Flyway.
enum Schema {
  /// No migration ever ran.
  ABSENT,
  /// There are migrations that have not run.
  BEHIND,
  /// All have run, and no others.
  CURRENT,
  /// A migration has run that this program doesn't know: a newer version's.
  NEWER;

  /// Every migration there is.
  static final Set<String> VERSIONS = Set.of("100", "200");

  static final String HISTORY = "flyway_schema_history";

  /// To be asked only where there is a history table.
  static Schema of(Connection connection) throws SQLException {
    Set<String> applied = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT version FROM " + HISTORY + " WHERE success AND version IS NOT NULL")) {
      while (rows.next()) {
        applied.add(rows.getString(1));
      }
    }
    if (applied.isEmpty()) {
      return ABSENT;
    }
    if (!VERSIONS.containsAll(applied)) {
      return NEWER;
    }
    return applied.containsAll(VERSIONS) ? CURRENT : BEHIND;
  }
}
