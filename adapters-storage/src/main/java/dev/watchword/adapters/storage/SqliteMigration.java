package dev.watchword.adapters.storage;

import dev.watchword.core.vault.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteException;

/// Brings a SQLite file's schema up to date: one process at a time, after a copy of what was there
/// was put beside it, in one transaction (SECURITY FI-09).
///
/// @param file writable, or the run is refused
/// @param migrations all that there are
record SqliteMigration(SqliteFile file, Migrations migrations) {

  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  void run() {
    if (!file.writable()) {
      throw new StorageException(
          "The vault %s is of an older version and read-only; make it writable once."
              .formatted(file.path()));
    }
    IN_THIS_PROCESS.lock();
    try {
      runLocked();
    } catch (SQLException e) {
      throw new SqliteFailures(file.path()).explain(e);
    } catch (IOException e) {
      throw new StorageException(
          "The vault %s can't be brought up to date: the disk is full or failed. Nothing was changed."
              .formatted(file.path()),
          e);
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }

  /// Whoever waits for the lock finds the work done. The lock's file may go while others wait on it
  /// for that reason.
  private void runLocked() throws IOException, SQLException {
    Path lockFile = file.sibling(".lock");
    try (FileChannel channel = openLock(lockFile);
        FileLock lock = channel.lock()) {
      Schema schema;
      try (Connection connection = file.connect()) {
        schema = SqliteSchema.of(connection, migrations, file.path());
        if (schema == Schema.BEHIND) {
          backUp(connection);
        }
      }
      if (schema != Schema.CURRENT) {
        migrate();
      }
      Files.deleteIfExists(lockFile);
      assert lock.isValid();
    }
  }

  /// @throws SQLException where the disk would have no more of it
  private void migrate() throws SQLException {
    try {
      migrations.run(new Source(), "the vault " + file.path());
    } catch (StorageException e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLiteException sqlite && SqliteFailures.isOfTheDisk(sqlite)) {
          throw sqlite;
        }
      }
      throw e;
    }
  }

  /// Removes the lock's file of a run that was killed just after its end (SECURITY LO-07); leaves
  /// it to whoever holds it.
  void clearUp() {
    Path lockFile = file.sibling(".lock");
    if (!file.writable()
        || !Files.exists(lockFile, LinkOption.NOFOLLOW_LINKS)
        || !IN_THIS_PROCESS.tryLock()) {
      return;
    }
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(lockFile);
      }
    } catch (IOException e) {
      // it harms nobody, and the next opening tries again
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }

  private static FileChannel openLock(Path lockFile) throws IOException {
    if (!Files.exists(lockFile, LinkOption.NOFOLLOW_LINKS)) {
      try {
        PrivateFiles.makeFile(lockFile);
      } catch (FileAlreadyExistsException e) {
        // Another process was faster.
      }
    }
    return FileChannel.open(
        lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  /// A copy of the file as it is, complete before it gets its name.
  private void backUp(Connection connection) throws IOException, SQLException {
    Path fresh = file.sibling(".before-update.new");
    Files.deleteIfExists(fresh);
    PrivateFiles.makeFile(fresh);
    try (PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
      copy.setString(1, fresh.toAbsolutePath().toString());
      copy.executeUpdate();
    }
    try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(fresh, file.sibling(".before-update"), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(PrivateFiles.folderOf(fresh))) {
      folder.force(true);
    }
  }

  /// The file's own connections, for Flyway.
  private final class Source extends SQLiteDataSource {

    @Override
    public SQLiteConnection getConnection() throws SQLException {
      return file.connect();
    }
  }
}
