package dev.watchword.adapters.storage;

import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.custody.CustodyStore;
import dev.watchword.core.custody.CustodyWorld;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.recovery.RecoveryRepository;
import dev.watchword.core.verification.VerifierStore;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The verifier's ports on a [Database], with a clock that stands still, as the contracts want it.
final class DatabaseVerifierStore implements VerifierStore, CustodyWorld, AutoCloseable {

  /// What a test does to the database beside the ports.
  interface Hooks {

    VerifierDialect dialect();

    Instant now();

    void advance(Statement statement, Duration by) throws SQLException;

    /// Lets every insert of an audit entry fail, or takes that back.
    void failAudit(Statement statement, boolean yes) throws SQLException;
  }

  private final Supplier<Database> opening;
  private final Hooks hooks;
  private final Database database;
  private final List<DatabaseVerifierStore> others = new ArrayList<>();

  DatabaseVerifierStore(Supplier<Database> opening, Hooks hooks) {
    this.opening = opening;
    this.hooks = hooks;
    this.database = opening.get();
  }

  Database database() {
    return database;
  }

  VerifierDialect dialect() {
    return hooks.dialect();
  }

  @Override
  public EnrolmentRepository enrolments() {
    return new JdbiEnrolmentRepository(database, hooks.dialect());
  }

  @Override
  public RecoveryRepository recoveries() {
    return new JdbiRecoveryRepository(database, hooks.dialect());
  }

  @Override
  public AuditLog auditLog() {
    return new JdbiAuditLog(database, hooks.dialect());
  }

  @Override
  public CustodyStore custody() {
    return new JdbiCustodyStore(database, hooks.dialect());
  }

  @Override
  public Instant now() {
    return hooks.now();
  }

  @Override
  public void advance(Duration by) {
    write(statement -> hooks.advance(statement, by));
  }

  @Override
  public DatabaseVerifierStore otherNode() {
    DatabaseVerifierStore other = new DatabaseVerifierStore(opening, hooks);
    others.add(other);
    return other;
  }

  @Override
  public void failWrites(boolean yes) {
    write(statement -> hooks.failAudit(statement, yes));
  }

  private interface Work {
    void with(Statement statement) throws SQLException;
  }

  private void write(Work work) {
    database.write(session -> {
      try (Statement statement = session.connection().createStatement()) {
        work.with(statement);
        return true;
      }
    });
  }

  @Override
  public void close() {
    others.forEach(DatabaseVerifierStore::close);
    database.close();
  }
}
