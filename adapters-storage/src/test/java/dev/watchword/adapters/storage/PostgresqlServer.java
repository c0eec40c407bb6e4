package dev.watchword.adapters.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/// A real PostgreSQL server for the tests tagged `postgres`, started once and stopped with the JVM.
final class PostgresqlServer {

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private PostgresqlServer() {}

  private static final class Running {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "100")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// A database of its own for a test, empty.
  static DatabaseSettings.Postgresql freshDatabase() {
    return made("");
  }

  /// Another database of the same server with the same content, copied file by file. Nobody may be
  /// connected to the first.
  static DatabaseSettings.Postgresql copyOf(DatabaseSettings.Postgresql database) {
    return made(" TEMPLATE " + nameOf(database));
  }

  private static DatabaseSettings.Postgresql made(String from) {
    String name = "test" + DATABASES.incrementAndGet();
    execute("CREATE DATABASE " + name + from);
    return new DatabaseSettings.Postgresql(
        "jdbc:postgresql://localhost:%d/%s".formatted(Running.SERVER.getPort(), name),
        Optional.of("postgres"),
        Optional.empty(),
        8);
  }

  /// Runs a statement as the server's owner.
  static void execute(String sql) {
    execute(Running.SERVER.getPostgresDatabase(), sql);
  }

  /// Runs statements in a database as the server's owner, each in a transaction of its own.
  static void execute(DatabaseSettings.Postgresql database, String... statements) {
    execute(Running.SERVER.getDatabase("postgres", nameOf(database)), statements);
  }

  private static void execute(DataSource database, String... statements) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(String.join("; ", statements), e);
    }
  }

  private static String nameOf(DatabaseSettings.Postgresql database) {
    String url = database.url();
    return url.substring(url.lastIndexOf('/') + 1);
  }
}
