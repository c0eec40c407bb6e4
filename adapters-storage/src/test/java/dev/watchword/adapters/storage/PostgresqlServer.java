package dev.watchword.adapters.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

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
    String name = "test" + DATABASES.incrementAndGet();
    execute("CREATE DATABASE " + name);
    return new DatabaseSettings.Postgresql(
        "jdbc:postgresql://localhost:%d/%s".formatted(Running.SERVER.getPort(), name),
        Optional.of("postgres"),
        Optional.empty(),
        8);
  }

  /// Runs a statement as the server's owner.
  static void execute(String sql) {
    try (Connection connection = Running.SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
