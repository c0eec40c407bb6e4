package dev.watchword.adapters.storage;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Which database to use. Holds no password, only where one is.
public sealed interface DatabaseSettings {

  /// A file on this machine, for one machine's processes.
  ///
  /// @param file the SQLite file; made, readable by its owner alone, when it is not there
  record Sqlite(Path file) implements DatabaseSettings {}

  /// A PostgreSQL server, for several nodes.
  ///
  /// @param url `jdbc:postgresql://host:port/database`, without a password
  /// @param user the role to sign in as, or empty to leave it to the URL and the server
  /// @param passwordFile a file that only its owner can read, its first line the password
  /// @param connections at most this many at once, 1 to 200
  record Postgresql(String url, Optional<String> user, Optional<Path> passwordFile, int connections)
      implements DatabaseSettings {

    public static final int DEFAULT_CONNECTIONS = 10;

    public Postgresql {
      if (!url.startsWith("jdbc:postgresql:")) {
        throw new IllegalArgumentException("url: starts with jdbc:postgresql:");
      }
      String query = url.substring(url.indexOf('?') + 1).toLowerCase(Locale.ROOT);
      if (query.contains("password=")) {
        throw new IllegalArgumentException("url: a password belongs in the password file");
      }
      if (connections < 1 || connections > 200) {
        throw new IllegalArgumentException("connections: 1 to 200, got " + connections);
      }
    }
  }

  /// The settings for a path, or for a URL that starts with `jdbc:postgresql:`.
  ///
  /// @throws IllegalArgumentException when it is neither
  static DatabaseSettings parse(String text, Optional<String> user, Optional<Path> passwordFile) {
    if (text.startsWith("jdbc:postgresql:")) {
      return new Postgresql(text, user, passwordFile, Postgresql.DEFAULT_CONNECTIONS);
    }
    if (text.isBlank() || text.startsWith("jdbc:")) {
      throw new IllegalArgumentException(
          "database: a path, or a URL that starts with jdbc:postgresql:");
    }
    try {
      return new Sqlite(Path.of(text));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("database: " + e.getReason(), e);
    }
  }
}
