package dev.watchword.adapters.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.BusyHandler;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;

/// A SQLite file that is there, and how we open it.
///
/// @param path as the user named it
/// @param writable whether the file and its folder can be written to
record SqliteFile(Path path, boolean writable) {

  /// Full sync: what was acknowledged survives a power cut. Secure delete: what was deleted is
  /// overwritten. The schema is not trusted: a damaged or planted one calls no functions.
  private static final String EVERY_CONNECTION =
      "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"
          + " PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384;";

  private static final String WRITING =
      EVERY_CONNECTION
          + " PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON;"
          + " PRAGMA secure_delete=ON;";

  static SqliteFile of(Path path) {
    Path folder = PrivateFiles.folderOf(path);
    return new SqliteFile(path, Files.isWritable(path) && Files.isWritable(folder));
  }

  SQLiteConnection connect() throws SQLException {
    SqliteNativeLibrary.prepare();
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(!writable);
    SQLiteConnection connection =
        JDBC.createConnection("jdbc:sqlite:" + name(), config.toProperties());
    boolean set = false;
    try (Statement statement = connection.createStatement()) {
      if (writable) {
        BusyHandler.setHandler(connection, new PatientWaiting());
      }
      statement.executeUpdate(writable ? WRITING : EVERY_CONNECTION);
      set = true;
      return connection;
    } finally {
      if (!set) {
        connection.close();
      }
    }
  }

  /// A path, or SQLite's URI for it where the driver would read a question mark as its own.
  ///
  /// Where nothing can be written, SQLite can't make the files that it shares between processes, or
  /// would leave them unwritable behind; told that the file does not change, it does without.
  private String name() {
    Path absolute = path.toAbsolutePath();
    boolean still = !writable && !Files.exists(sibling("-wal"));
    if (!still && absolute.toString().indexOf('?') < 0) {
      return absolute.toString();
    }
    return "file:" + absolute.toUri().getRawPath() + (still ? "?immutable=1" : "");
  }

  /// A file that SQLite keeps beside the database: `-wal`, `-shm`, `-journal`.
  Path sibling(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }
}
