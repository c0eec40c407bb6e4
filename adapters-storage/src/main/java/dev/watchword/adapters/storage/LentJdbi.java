package dev.watchword.adapters.storage;

import java.sql.Connection;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;

/// JDBI on connections that somebody else opened and will close. Thread-safe.
///
/// Started by the first handle. What is slow to start is left out: no plugins, no templates, a
/// small parser.
final class LentJdbi {

  private final ThreadLocal<@Nullable Connection> lent = new ThreadLocal<>();
  private volatile @Nullable Jdbi jdbi;

  /// A handle on this connection, which stays open when the handle is closed.
  Handle on(Connection connection) {
    lent.set(connection);
    try {
      return started().open();
    } finally {
      lent.remove();
    }
  }

  private Jdbi started() {
    Jdbi started = jdbi;
    if (started == null) {
      started = Jdbi.create(new Lender());
      started.configure(
          SqlStatements.class,
          statements ->
              statements.setTemplateEngine(TemplateEngine.NOP).setSqlParser(new NamedParameters()));
      jdbi = started;
    }
    return started;
  }

  private final class Lender implements ConnectionFactory {

    @Override
    public Connection openConnection() {
      Connection connection = lent.get();
      if (connection == null) {
        throw new IllegalStateException("no connection is lent on this thread");
      }
      return connection;
    }

    @Override
    public void closeConnection(Connection connection) {
      // It belongs to whoever lent it.
    }
  }
}
