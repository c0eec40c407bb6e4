package dev.watchword.adapters.storage;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.Contradiction.RowVersion;
import dev.watchword.core.audit.RowDistrust;
import dev.watchword.core.transaction.Transactions;
import dev.watchword.core.vault.StorageException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// An open database: what `app` opens, hands to the [StorageModule], and closes.
///
/// Its schema is current: [#open] brings it there, in one transaction, after a copy of a SQLite
/// file was put beside it. Every repository joins the transaction that its thread is in.
/// Thread-safe.
public final class Database implements Transactions, RowDistrust, AutoCloseable {

  private final Connections connections;
  private final LentJdbi jdbi = new LentJdbi();
  private final ThreadLocal<@Nullable Session> current = new ThreadLocal<>();
  private final Grouped<AuditedWrite, Boolean> grouped;

  /// Shared, since a factor takes its codes along when it goes.
  private final LastSeen<Subscriber> recoverySets = new LastSeen<>(this, "set of recovery codes");

  /// The newest state of each row that is not to be taken.
  private final Map<UUID, Long> distrusted = new ConcurrentHashMap<>();

  Database(Connections connections) {
    this.connections = connections;
    this.grouped = new Grouped<>(GroupSinks.of(this));
  }

  /// Opens a database, made or brought up to date where that is needed.
  ///
  /// @throws StorageException when it can't be opened, belongs to a newer version or to another
  ///   program, or when others could read or change it; the message says what to do
  public static Database open(DatabaseSettings settings) {
    return switch (settings) {
      case DatabaseSettings.Sqlite sqlite -> SqliteOpening.of(sqlite.file()).open();
      case DatabaseSettings.Postgresql postgresql -> PostgresqlOpening.open(postgresql);
    };
  }

  /// As [#open], but makes no SQLite file.
  ///
  /// @return empty when the SQLite file is not there, or was never filled
  public static Optional<Database> openExisting(DatabaseSettings settings) {
    return switch (settings) {
      case DatabaseSettings.Sqlite sqlite -> SqliteOpening.of(sqlite.file()).openExisting();
      case DatabaseSettings.Postgresql postgresql ->
          Optional.of(PostgresqlOpening.open(postgresql));
    };
  }

  /// How busy its connections are.
  public ConnectionUse use() {
    return connections.use();
  }

  /// Copies the whole store as it is at one instant, while others go on writing (SECURITY BK-01).
  ///
  /// @param file must not be there; made for nobody else, on the disk when this returns
  /// @throws StorageException when the store is no file or the copy can't be written; nothing of it
  ///   stays then
  public void copyTo(Path file) {
    connections.copyTo(file);
  }

  /// Fills this store, which holds nothing yet, with all that is in a SQLite store, in one
  /// transaction. The floor below which codes count as used is not copied: see
  /// [dev.watchword.core.enrolment.EnrolmentRepository#raiseFloor].
  ///
  /// @param file a store of this version; nobody writes to it meanwhile
  /// @throws StorageException when this store holds something, or either can't be used; nothing was
  ///   changed then
  public void fillFrom(Path file) {
    try (Database source = SqliteOpening.of(file).open()) {
      source.snapshot(from ->
          write(to -> {
            TableCopy.all(from.connection(), to.connection());
            return true;
          }));
    }
  }

  /// What a store that was restored from a backup must not bring back, for whatever was revoked
  /// since: sessions, API tokens, passkeys, accounts at a provider, recovery codes, upload links
  /// and grants (SECURITY BK-05).
  ///
  /// @return how many of each there were
  public Forgotten forget() {
    return write(session -> {
      Handle handle = session.handle();
      return new Forgotten(
          handle.execute("DELETE FROM session"),
          handle.execute("DELETE FROM api_token"),
          handle.execute("DELETE FROM passkey"),
          handle.execute("DELETE FROM provider_account"),
          handle.execute("DELETE FROM recovery_set"),
          handle.execute("DELETE FROM custody_record WHERE kind = 'link'"),
          handle.execute("DELETE FROM custody_record WHERE kind IN ('grant', 'approval')"),
          handle
              .createQuery("SELECT count(*) FROM custody_record WHERE kind = 'held'")
              .mapTo(int.class)
              .one());
    });
  }

  /// Forgotten where the store says by its replay floor that it was put back, as whatever was seen
  /// is.
  @Override
  public void distrust(RowVersion state) {
    distrusted.merge(state.row(), state.version(), Math::max);
  }

  /// Whether a state of a row is one that is not to be taken.
  boolean distrusts(UUID row, long version) {
    Long newest = distrusted.get(row);
    return newest != null && version <= newest;
  }

  void trustAgain() {
    distrusted.clear();
  }

  LastSeen<Subscriber> recoverySets() {
    return recoverySets;
  }

  VerifierDialect verifierDialect() {
    return connections.verifierDialect();
  }

  /// Work that is done with a connection.
  @FunctionalInterface
  interface Work<T> {
    T in(Session session) throws SQLException;
  }

  /// Reads by one statement.
  <T> T query(Work<T> work) {
    return run(Access.STATEMENT, work);
  }

  /// Reads by several statements, all as of one instant.
  <T> T snapshot(Work<T> work) {
    return run(Access.SNAPSHOT, work);
  }

  /// Writes, all or nothing; on the disk when this returns.
  <T> T write(Work<T> work) {
    return run(Access.WRITE, work);
  }

  /// Writes by one statement, with one round trip where the database can; on the disk when this
  /// returns.
  <T> T writeOnce(Work<T> work) {
    return run(Access.ONE_WRITE, work);
  }

  /// Whether this thread is in a transaction already.
  boolean inTransaction() {
    return current.get() != null;
  }

  /// Up to when codes count as used, in milliseconds since 1970; raised where this store was put
  /// back to an older state.
  long replayFloor() {
    return query(session -> {
      try (PreparedStatement query =
              session.connection().prepareStatement("SELECT raised_at FROM replay_floor");
          ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    });
  }

  /// Does something once the transaction that this thread is in is committed, and not at all where
  /// it fails; without one, now.
  void onceCommitted(Runnable act) {
    Session session = current.get();
    if (session == null) {
      act.run();
    } else {
      session.onceCommitted(act);
    }
  }

  /// Makes a small write together with those of other threads; within a transaction of this thread,
  /// in that.
  ///
  /// @return whether its row was there; then it is on the disk
  boolean grouped(AuditedWrite write) {
    return current.get() == null
        ? grouped.ask(write)
        : GroupSinks.of(this).answers(List.of(write)).getFirst();
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    return write(session -> work.get());
  }

  private <T> T run(Access access, Work<T> work) {
    Session outer = current.get();
    if (outer == null) {
      return begin(access, work);
    }
    if (access.writes() && outer.access() != Access.WRITE) {
      throw new IllegalStateException("a read was to become a write; begin with the write");
    }
    boolean done = false;
    try {
      T result = perform(outer, work);
      done = true;
      return result;
    } finally {
      if (!done) {
        outer.fail();
      }
    }
  }

  private <T> T begin(Access access, Work<T> work) {
    Session session;
    try {
      session = new Session(connections.begin(access), access, jdbi);
    } catch (SQLException e) {
      throw connections.explain(e);
    }
    boolean committed = false;
    current.set(session);
    try {
      T result = perform(session, work);
      session.close();
      if (session.hasFailed()) {
        throw new IllegalStateException("a part of this transaction failed; nothing of it is kept");
      }
      commit(session);
      committed = true;
      session.committed();
      return result;
    } finally {
      current.remove();
      session.close();
      connections.end(session.connection(), access, committed);
    }
  }

  private <T> T perform(Session session, Work<T> work) {
    try {
      return work.in(session);
    } catch (SQLException e) {
      throw session.access() == Access.ONE_WRITE
          ? connections.explainCommit(e)
          : connections.explain(e);
    } catch (JdbiException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw connections.explain(cause);
      }
      throw e;
    }
  }

  private void commit(Session session) {
    try {
      connections.commit(session.connection(), session.access());
    } catch (SQLException e) {
      throw connections.explainCommit(e);
    }
  }

  /// Gives every connection back to the system. Work that is under way fails.
  @Override
  public void close() {
    connections.close();
  }
}
