package dev.watchword.adapters.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.watchword.core.vault.StorageException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Opens a PostgreSQL database: the pool, and the schema brought up to date. Several nodes may do
/// so at once; one of them migrates.
final class PostgresqlOpening {

  /// Whoever waits longer for a connection is told so, and the answer is out within two seconds
  /// (SECURITY MN-10).
  private static final long PATIENCE_MILLIS = 1_500;

  private static final String HAS_HISTORY =
      "SELECT to_regclass('" + Migrations.HISTORY + "') IS NOT NULL";

  /// A migration wants tables for itself while other nodes serve. It gives way long before the
  /// database looks for a deadlock, after a second unless set otherwise, and would take a request
  /// for the one to give up (SECURITY MN-09).
  private static final String LOCK_PATIENCE = "SET lock_timeout = '300ms'";

  /// How often a migration is begun that gave way, and how long the others are left alone between.
  private static final int MIGRATION_ATTEMPTS = 100;

  private static final Duration PAUSE = Duration.ofMillis(200);

  /// At its finest level the driver writes the values of statements, password hashes among them
  /// (SECURITY LO-01), whatever level is asked for. Held here, as a logger's level goes with it.
  private static final Logger DRIVER = Logger.getLogger("org.postgresql");

  private PostgresqlOpening() {}

  /// Raises the replay floor where another server is met than before (SECURITY MN-04).
  private static final String MEET_SERVER = "SELECT watchword_meet_server()";

  /// A server that says nothing for so long is taken for gone; a migration may take longer.
  private static final String SILENCE_SECONDS = "10";

  static Database open(DatabaseSettings.Postgresql settings) {
    DRIVER.setLevel(Level.INFO);
    bringUpToDate(settings);
    HikariConfig config = config(settings);
    config.setConnectionInitSql(MEET_SERVER);
    config.addDataSourceProperty("socketTimeout", SILENCE_SECONDS);
    return new Database(new PostgresqlConnections(pool(config)));
  }

  private static void bringUpToDate(DatabaseSettings.Postgresql settings) {
    HikariConfig config = config(settings);
    config.setMaximumPoolSize(2);
    config.setConnectionInitSql(LOCK_PATIENCE);
    try (HikariDataSource pool = pool(config)) {
      for (int attempt = 1; schema(pool) != Schema.CURRENT; attempt++) {
        if (migrated(pool, attempt)) {
          return;
        }
      }
    } catch (SQLException e) {
      throw new PostgresqlFailures().explain(e);
    }
  }

  /// @return whether it is done; otherwise it may be tried again
  private static boolean migrated(HikariDataSource pool, int attempt) {
    try {
      Migrations.POSTGRESQL.run(pool, "the PostgreSQL database");
      return true;
    } catch (StorageException e) {
      if (attempt == MIGRATION_ATTEMPTS || !PostgresqlFailures.gaveWay(e)) {
        throw e;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      return false;
    }
  }

  private static HikariConfig config(DatabaseSettings.Postgresql settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("watchword");
    config.setJdbcUrl(settings.url());
    settings.user().ifPresent(config::setUsername);
    settings.passwordFile().map(PostgresqlOpening::password).ifPresent(config::setPassword);
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE_MILLIS);
    String tls = PostgresqlTls.mode(settings.url());
    if (!tls.isEmpty()) {
      config.addDataSourceProperty("sslmode", tls);
    }
    config.addDataSourceProperty("ApplicationName", "watchword");
    config.setValidationTimeout(1_000);
    config.addDataSourceProperty("connectTimeout", "2");
    config.addDataSourceProperty("socketTimeout", "30");
    config.addDataSourceProperty("logServerErrorDetail", "false");
    return config;
  }

  private static HikariDataSource pool(HikariConfig config) {
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      throw e.getCause() instanceof SQLException cause
          ? new PostgresqlFailures().explain(cause)
          : new StorageException("The PostgreSQL database can't be reached.", e);
    }
  }

  /// The driver wants a string; it lives as long as the pool.
  private static String password(Path file) {
    byte[] bytes = SecretFile.read("password file", file, 1024);
    try {
      return new String(bytes, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static Schema schema(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      requireDurableCommits(connection);
      if (!"t".equals(text(connection, HAS_HISTORY))) {
        return Schema.ABSENT;
      }
      Schema schema = Migrations.POSTGRESQL.schema(connection);
      if (schema == Schema.NEWER) {
        throw new StorageException(
            "The PostgreSQL database was last used by a newer version of Watchword; use that"
                + " version. Nothing was changed.");
      }
      return schema;
    }
  }

  /// A code that was accepted must stay used (SECURITY MN-04).
  private static void requireDurableCommits(Connection connection) throws SQLException {
    String commit = text(connection, "SHOW synchronous_commit").toLowerCase(Locale.ROOT);
    if (commit.equals("off")) {
      throw new StorageException(
          "This PostgreSQL role has synchronous_commit=off and could forget what it stored; run:"
              + " ALTER ROLE … SET synchronous_commit = on");
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
