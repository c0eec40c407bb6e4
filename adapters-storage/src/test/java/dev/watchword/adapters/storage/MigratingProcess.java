package dev.watchword.adapters.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A program of the next version, which a test starts, and kills while it brings a vault up to
/// date.
final class MigratingProcess {

  private MigratingProcess() {}

  /// @param arguments the file
  public static void main(String[] arguments) {
    System.out.println("migrating");
    System.out.flush();
    open(Path.of(arguments[0])).close();
  }

  /// Whether the next version's migration is in a file.
  static boolean isDone(Path file) throws SQLException {
    try (Connection connection = new SqliteFile(file, true).connect()) {
      return later().schema(connection) == Schema.CURRENT;
    }
  }

  /// Opens a vault as the next version does.
  static Database open(Path file) {
    return new SqliteOpening(file, later()).open();
  }

  private static Migrations later() {
    Set<String> versions = new HashSet<>(Migrations.SQLITE.versions());
    versions.add("9000");
    return new Migrations(versions, List.of("db/migration/sqlite", "db/later-migration/sqlite"));
  }

  static Process start(Path file) throws IOException {
    return JavaProcess.start(":", List.of(), MigratingProcess.class, file.toString());
  }
}
