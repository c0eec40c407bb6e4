package dev.watchword.adapters.storage;

import com.zaxxer.hikari.HikariDataSource;
import dev.watchword.core.vault.StorageException;
import java.sql.Connection;
import java.sql.SQLException;

/// Connections to a PostgreSQL server, from a pool. Writes run at READ COMMITTED, and what decides
/// once only is one statement; snapshots at REPEATABLE READ. Thread-safe.
final class PostgresqlConnections implements Connections {

  private final HikariDataSource pool;
  private final PostgresqlFailures failures = new PostgresqlFailures();

  PostgresqlConnections(HikariDataSource pool) {
    this.pool = pool;
  }

  @Override
  public Connection begin(Access access) throws SQLException {
    Connection connection = pool.getConnection();
    boolean begun = false;
    try {
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
        connection.close();
      }
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
      connection.close();
    } catch (SQLException e) {
      System.getLogger(PostgresqlConnections.class.getName())
          .log(System.Logger.Level.DEBUG, "a connection did not close", e);
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
  public void close() {
    pool.close();
  }
}
