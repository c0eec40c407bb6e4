package dev.watchword.adapters.storage;

import dev.watchword.core.vault.StorageException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The migrations that make a schema, run by Flyway: all that is pending in one transaction
/// (SECURITY FI-09).
///
/// Scripts are numbered from 100 for the vault, from 150 for access, from 200 for the verifier's
/// side, from 300 for people, from 400 for custody and from 500 for what was added to any of them
/// later, the same numbers for both databases, with those that one of them alone needs. Their
/// numbers stand here too, so that opening a current database takes one small query and no Flyway.
///
/// @param versions the number of every script in `folders`
/// @param folders where the scripts are on the class path
record Migrations(Set<String> versions, List<String> folders) {

  /// To be extended with each new script.
  private static final List<String> OF_BOTH =
      List.of("100", "150", "200", "201", "300", "400", "500", "600", "700", "800", "900");

  static final Migrations SQLITE = of("sqlite");
  static final Migrations POSTGRESQL = of("postgresql", "950");

  /// Flyway's table of what has run.
  static final String HISTORY = "flyway_schema_history";

  /// Its news is nothing that a command should print, and its failures are thrown. Held here, as a
  /// logger's level goes with it.
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  Migrations {
    versions = Set.copyOf(versions);
    folders = List.copyOf(folders);
  }

  private static Migrations of(String dialect, String... ofItAlone) {
    Set<String> versions = new HashSet<>(OF_BOTH);
    versions.addAll(List.of(ofItAlone));
    return new Migrations(versions, List.of("db/migration/" + dialect));
  }

  /// To be asked only where there is a history table.
  Schema schema(Connection connection) throws SQLException {
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
      return Schema.ABSENT;
    }
    if (!versions.containsAll(applied)) {
      return Schema.NEWER;
    }
    return applied.containsAll(versions) ? Schema.CURRENT : Schema.BEHIND;
  }

  /// @param where the database as a message names it
  void run(DataSource database, String where) {
    FLYWAY.setLevel(Level.OFF);
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(database)
          .locations(folders.stream().map(folder -> "classpath:" + folder).toArray(String[]::new))
          .failOnMissingLocations(true)
          .group(true)
          .outOfOrder(true)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StorageException(
          "The schema of %s can't be brought up to date. Nothing was changed.".formatted(where), e);
    }
  }
}
