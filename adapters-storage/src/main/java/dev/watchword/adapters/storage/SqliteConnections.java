package dev.watchword.adapters.storage;

import dev.watchword.core.vault.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// A few connections to one SQLite file, all alike, opened when they are first needed.
///
/// SQLite lets one connection write at a time. The writers of this process queue up for that, but
/// may overtake each other, since waking a thread for its turn costs more than the turn; those of
/// other processes are waited for by [PatientWaiting]. Thread-safe.
final class SqliteConnections implements Connections {

  private static final int MOST = 4;
  private static final long PATIENCE_SECONDS = 5;

  private final SqliteFile file;
  private final SqliteFailures failures;
  private final ReentrantLock writing = new ReentrantLock();
  private final Semaphore free = new Semaphore(MOST);
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  SqliteConnections(SqliteFile file) {
    this.file = file;
    this.failures = new SqliteFailures(file.path());
  }

  @Override
  public Connection begin(Access access) throws SQLException {
    if (access.writes()) {
      if (!file.writable()) {
        throw new StorageException(
            "The vault %s can't be written to: the file, its folder or the disk is read-only."
                .formatted(file.path()));
      }
      await(() -> writing.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
    boolean begun = false;
    try {
      Connection connection = take();
      try {
        switch (access) {
          case STATEMENT -> {}
          case SNAPSHOT -> execute(connection, "BEGIN");
          case ONE_WRITE, WRITE -> execute(connection, "BEGIN IMMEDIATE");
        }
        begun = true;
        return connection;
      } finally {
        if (!begun) {
          giveBack(connection);
        }
      }
    } finally {
      if (!begun && access.writes()) {
        writing.unlock();
      }
    }
  }

  @Override
  public void commit(Connection connection, Access access) throws SQLException {
    if (access != Access.STATEMENT) {
      execute(connection, "COMMIT");
    }
  }

  @Override
  public void end(Connection connection, Access access, boolean committed) {
    try {
      if (committed || access == Access.STATEMENT || rolledBack(connection)) {
        giveBack(connection);
      } else {
        discard(connection);
      }
    } finally {
      if (access.writes()) {
        writing.unlock();
      }
    }
  }

  private Connection take() throws SQLException {
    await(() -> free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS));
    boolean taken = false;
    try {
      if (closed) {
        throw new StorageException("The vault %s is closed already.".formatted(file.path()));
      }
      Connection connection = idle.poll();
      if (connection == null) {
        connection = file.connect();
      }
      taken = true;
      return connection;
    } finally {
      if (!taken) {
        free.release();
      }
    }
  }

  private void giveBack(Connection connection) {
    idle.push(connection);
    free.release();
    if (closed) {
      closeIdle();
    }
  }

  /// SQLite has undone some transactions by itself, after a failure of the disk for one.
  private static boolean rolledBack(Connection connection) {
    try {
      execute(connection, "ROLLBACK");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private void discard(Connection connection) {
    free.release();
    close(connection);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @FunctionalInterface
  private interface Waiting {
    boolean done() throws InterruptedException;
  }

  private void await(Waiting waiting) {
    try {
      if (waiting.done()) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new StorageException("The vault %s is busy; try again.".formatted(file.path()));
  }

  @Override
  public StorageException explain(SQLException failure) {
    return failures.explain(failure);
  }

  /// A commit of SQLite's that failed was undone.
  @Override
  public StorageException explainCommit(SQLException failure) {
    return failures.explain(failure);
  }

  @Override
  public VerifierDialect verifierDialect() {
    return new VerifierDialect.Sqlite(InstantSource.system());
  }

  @Override
  public void copyTo(Path target) {
    StoreFile.whole(
        target,
        () -> {
          try (Connection connection = file.connect();
              PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, target.toAbsolutePath().toString());
            copy.executeUpdate();
          } catch (SQLException e) {
            throw failures.explain(e);
          }
          StoreFile.force(target);
        });
  }

  @Override
  public ConnectionUse use() {
    return new ConnectionUse(
        MOST - free.availablePermits(),
        idle.size(),
        free.getQueueLength() + writing.getQueueLength(),
        MOST);
  }

  @Override
  public void close() {
    closed = true;
    closeIdle();
  }

  private void closeIdle() {
    Connection connection = idle.poll();
    while (connection != null) {
      close(connection);
      connection = idle.poll();
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // All that was acknowledged is on the disk; the next opening clears up.
      System.getLogger(SqliteConnections.class.getName())
          .log(System.Logger.Level.DEBUG, "a connection did not close", e);
    }
  }
}
