package dev.watchword.adapters.storage;

import dev.watchword.core.vault.StorageException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings a schema up to date by Flyway: all that is pending in one transaction (SECURITY FI-09).
final class Migrations {

  /// Its news is nothing that a command should print. Held here, as a logger's level goes with it.
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  private Migrations() {}

  /// @param dialect the folder of the scripts: `sqlite` or `postgresql`
  /// @param where the database as a message names it
  static void run(DataSource database, String dialect, String where) {
    FLYWAY.setLevel(Level.WARNING);
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(database)
          .locations("classpath:db/migration/" + dialect)
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
