package dev.watchword.adapters.storage;

import dev.watchword.core.vault.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Asks a SQLite file for its [Schema], and refuses the files of other programs and of newer
/// versions (SECURITY FI-09).
final class SqliteSchema {

  private static final String OBJECTS =
      "SELECT count(*), coalesce(sum(name = '" + Migrations.HISTORY + "'), 0) FROM sqlite_schema";

  private SqliteSchema() {}

  /// @param path the file as a message names it
  static Schema of(Connection connection, Migrations migrations, Path path) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(OBJECTS)) {
      if (row.getInt(1) == 0) {
        return Schema.ABSENT;
      }
      if (row.getInt(2) == 0) {
        throw new StorageException(
            "%s is a database of another program. Nothing was changed.".formatted(path));
      }
    }
    Schema schema = migrations.schema(connection);
    if (schema == Schema.NEWER) {
      throw new StorageException(
          "The vault %s was last used by a newer version of Watchword; use that version. Nothing was changed."
              .formatted(path));
    }
    return schema;
  }
}
