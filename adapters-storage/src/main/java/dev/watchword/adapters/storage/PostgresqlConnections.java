package dev.watchword.adapters.storage;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.watchword.core.vault.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Connections to a PostgreSQL server, from a pool. Writes run at READ COMMITTED, and what decides
/// once only is one statement; snapshots at REPEATABLE READ. Thread-safe.
final class PostgresqlConnections implements Connections {

  private final HikariDataSource pool;
  private final PostgresqlFailures failures = new PostgresqlFailures();

  /// Serves whoever waits in the order of coming, which the pool itself does not: under a crowd
  /// some would wait forever.
  private final Semaphore turn;

  private final long patienceMillis;

  PostgresqlConnections(HikariDataSource pool) {
    this.pool = pool;
    this.turn = new Semaphore(pool.getMaximumPoolSize(), true);
    this.patienceMillis = pool.getConnectionTimeout();
  }

  @Override
  public Connection begin(Access access) throws SQLException {
    awaitTurn();
    @Nullable Connection connection = null;
    boolean begun = false;
    try {
      connection = pool.getConnection();
      if (access == Access.SNAPSHOT || access == Access.WRITE) {
        connection.setAutoCommit(false);
      }
      if (access == Access.SNAPSHOT) {
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      }
      begun = true;
      return connection;
    } finally {
      if (!begun) {
        if (connection != null) {
          close(connection);
        }
        turn.release();
      }
    }
  }

  private void awaitTurn() throws SQLException {
    try {
      if (turn.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new SQLTransientConnectionException("every connection is in use");
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      System.getLogger(PostgresqlConnections.class.getName())
          .log(System.Logger.Level.DEBUG, "a connection did not close", e);
    }
  }

  @Override
  public void commit(Connection connection, Access access) throws SQLException {
    if (access == Access.SNAPSHOT || access == Access.WRITE) {
      connection.commit();
    }
  }

  /// The pool rolls back what is open, and throws broken connections away.
  @Override
  public void end(Connection connection, Access access, boolean committed) {
    try {
      close(connection);
    } finally {
      turn.release();
    }
  }

  @Override
  public StorageException explain(SQLException failure) {
    return failures.explain(failure);
  }

  @Override
  public StorageException explainCommit(SQLException failure) {
    return failures.explainCommit(failure);
  }

  @Override
  public VerifierDialect verifierDialect() {
    return new VerifierDialect.Postgresql();
  }

  @Override
  public void copyTo(Path file) {
    if (Files.exists(file)) {
      throw new StorageException("There is a file at %s already.".formatted(file));
    }
    boolean whole = false;
    try (Database copy = SqliteOpening.of(file).open()) {
      fill(copy);
      whole = true;
    } finally {
      if (!whole) {
        StoreFile.remove(file);
      }
    }
    StoreFile.settled(file);
  }

  private void fill(Database copy) {
    Connection from = null;
    try {
      from = begin(Access.SNAPSHOT);
      Connection source = from;
      copy.write(session -> {
        TableCopy.all(source, session.connection());
        return true;
      });
    } catch (SQLException e) {
      throw explain(e);
    } finally {
      if (from != null) {
        end(from, Access.SNAPSHOT, false);
      }
    }
  }

  @Override
  public ConnectionUse use() {
    HikariPoolMXBean bean = pool.getHikariPoolMXBean();
    return new ConnectionUse(
        bean.getActiveConnections(),
        bean.getIdleConnections(),
        turn.getQueueLength(),
        pool.getMaximumPoolSize());
  }

  @Override
  public void close() {
    pool.close();
  }
}
