package dev.watchword.adapters.storage;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// A connection for as long as one piece of work has it. Not thread-safe.
///
/// JDBI is started by the first call of [#handle]: a command that only reads a code does without.
final class Session {

  private final Connection connection;
  private final Access access;
  private final LentJdbi jdbi;
  private @Nullable Handle handle;
  private boolean failed;
  private final List<Runnable> onceCommitted = new ArrayList<>();

  Session(Connection connection, Access access, LentJdbi jdbi) {
    this.connection = connection;
    this.access = access;
    this.jdbi = jdbi;
  }

  Connection connection() {
    return connection;
  }

  Access access() {
    return access;
  }

  /// JDBI on the same connection and in the same transaction. Not to be closed by the caller.
  Handle handle() {
    Handle open = handle;
    if (open == null) {
      open = jdbi.on(connection);
      handle = open;
    }
    return open;
  }

  /// Says that a part of the work failed, so that the rest can't be kept either.
  void fail() {
    failed = true;
  }

  boolean hasFailed() {
    return failed;
  }

  void onceCommitted(Runnable act) {
    onceCommitted.add(act);
  }

  /// To be called once what was written is on the disk.
  void committed() {
    onceCommitted.forEach(Runnable::run);
  }

  /// Frees the statements; the connection stays open.
  void close() {
    if (handle != null) {
      handle.close();
    }
  }
}
