package dev.watchword.adapters.storage;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.enrolment.Enrolment;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.enrolment.Enrolment.Pending;
import dev.watchword.core.enrolment.EnrolmentId;
import dev.watchword.core.enrolment.EnrolmentRepository;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Enrolments in a [Database], SQLite or PostgreSQL alike. Thread-safe.
///
/// What decides is one UPDATE, DELETE or INSERT that names the version which it replaces; plain
/// JDBC, since JDBI takes half of the rate of so small a statement.
final class JdbiEnrolmentRepository implements EnrolmentRepository {

  private static final String OWN = "relying_party = ? AND subscriber = ? AND bound = ";

  /// Exactly the version that the decision was made on, and not too long after it was read.
  private static final String STANDS = " AND enrolment_id = ? AND version = ? AND ? >= ";

  private static final String BEGIN =
      """
      INSERT INTO enrolment (relying_party, subscriber, bound, enrolment_id, fingerprint, version,
                             sealed_key, expires_at, wrong_codes, mac)
      SELECT ?, ?, 0, ?, ?, ?, ?, ?, ?, ?
       WHERE NOT EXISTS (SELECT 1 FROM enrolment f WHERE f.fingerprint = ?)
      ON CONFLICT (relying_party, subscriber, bound) DO UPDATE
         SET enrolment_id = excluded.enrolment_id, fingerprint = excluded.fingerprint,
             version = excluded.version, sealed_key = excluded.sealed_key,
             expires_at = excluded.expires_at, wrong_codes = excluded.wrong_codes,
             mac = excluded.mac
       WHERE enrolment.expires_at <= ?\
      """;

  private static final String ACTIVATE =
      "UPDATE enrolment SET bound = 1, sealed_key = ?, confirmed_at = ?, expires_at = NULL, "
          + EnrolmentRow.STATE
          + " WHERE "
          + OWN
          + "0";

  private final Database database;
  private final VerifierDialect dialect;
  private final AuditWriting audit;
  private final EnrolmentReading reading;
  private final LastSeen<Subscriber> seen;

  JdbiEnrolmentRepository(Database database, VerifierDialect dialect) {
    this.database = database;
    this.dialect = dialect;
    this.audit = new AuditWriting(database);
    this.seen = new LastSeen<>(database, "enrolment");
    this.reading = new EnrolmentReading(database, dialect, seen);
  }

  @Override
  public boolean hasMacsEverywhere() {
    return database.query(session -> {
      try (PreparedStatement query =
              session.connection().prepareStatement("SELECT everywhere FROM verifier_macs");
          ResultSet row = query.executeQuery()) {
        row.next();
        return row.getInt(1) == 1;
      }
    });
  }

  @Override
  public Reading<Active> active(Subscriber subscriber) {
    return reading.active(subscriber);
  }

  @Override
  public Reading<Active> unverified(Subscriber subscriber) {
    return reading.unverified(subscriber);
  }

  @Override
  public Reading<Pending> pending(Subscriber subscriber) {
    return reading.pending(subscriber);
  }

  @Override
  public Reading<Enrolment> find(RelyingPartyId relyingParty, EnrolmentId id) {
    return reading.find(relyingParty, id);
  }

  @Override
  public List<Active> page(Optional<Subscriber> after, int limit) {
    return reading.page(after, limit);
  }

  @Override
  public List<Reading<Pending>> expired(int limit) {
    return reading.expired(limit);
  }

  @Override
  public Begin begin(Pending fresh, UUID fingerprint, AuditEntry entry) {
    byte[] print = UuidBytes.of(fingerprint);
    return database.write(session -> {
      boolean stored =
          AuditWriting.changeAlone(
              session.connection(),
              BEGIN,
              statement -> {
                int i = EnrolmentRow.bindOwner(statement, 1, fresh.subscriber());
                statement.setBytes(i++, UuidBytes.of(fresh.id().value()));
                statement.setBytes(i++, print);
                statement.setLong(i++, fresh.version());
                statement.setBytes(i++, fresh.key().toByteArray());
                statement.setLong(i++, fresh.expiresAt().toEpochMilli());
                statement.setInt(i++, fresh.wrongCodes());
                statement.setBytes(i++, EnrolmentRow.bytes(fresh.mac()));
                statement.setBytes(i++, print);
                statement.setLong(i++, entry.at().toEpochMilli());
                return i;
              },
              entry);
      return stored
          ? Begin.STORED
          : isEnrolled(session.connection(), print)
              ? Begin.DUPLICATE_SECRET
              : Begin.ANOTHER_IS_PENDING;
    });
  }

  private static boolean isEnrolled(Connection connection, byte[] fingerprint) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT 1 FROM enrolment WHERE fingerprint = ?")) {
      query.setBytes(1, fingerprint);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  @Override
  public boolean replace(Pending expected, Pending next, AuditEntry entry) {
    String sql =
        "UPDATE enrolment SET version = ?, wrong_codes = ?, mac = ? WHERE " + OWN + "0" + stands();
    return audit.change(
        sql,
        statement -> {
          statement.setLong(1, next.version());
          statement.setInt(2, next.wrongCodes());
          statement.setBytes(3, EnrolmentRow.bytes(next.mac()));
          return bindExpected(statement, 4, expected, entry);
        },
        entry);
  }

  @Override
  public boolean replace(Active expected, Active next, AuditEntry entry) {
    String sql = "UPDATE enrolment SET " + EnrolmentRow.STATE + " WHERE " + OWN + "1" + stands();
    boolean replaced =
        audit.change(
            sql,
            statement ->
                bindExpected(
                    statement, EnrolmentRow.bindState(statement, 1, next), expected, entry),
            entry);
    return written(replaced, next.subscriber(), EnrolmentReading.state(next));
  }

  /// The pending row is locked first, and the bound one erased only when that one stands.
  @Override
  public boolean activate(Pending expected, Active next, AuditEntry entry) {
    boolean bound =
        database.write(session -> activate(session.connection(), expected, next, entry));
    return written(bound, next.subscriber(), EnrolmentReading.state(next));
  }

  private boolean written(boolean done, Subscriber subscriber, LastSeen.State state) {
    if (done) {
      seen.written(subscriber, state);
    }
    return done;
  }

  private boolean activate(Connection connection, Pending expected, Active next, AuditEntry entry)
      throws SQLException {
    if (!isStanding(connection, expected, entry)) {
      return false;
    }
    try (PreparedStatement erase =
        connection.prepareStatement(
            "DELETE FROM enrolment WHERE " + OWN + "1 RETURNING enrolment_id")) {
      EnrolmentRow.bindOwner(erase, 1, expected.subscriber());
      try (ResultSet row = erase.executeQuery()) {
        if (row.next()) {
          seen.removed(UuidBytes.read(row.getBytes(1)));
        }
      }
    }
    return AuditWriting.changeAlone(
        connection,
        ACTIVATE + stands(),
        statement -> {
          statement.setBytes(1, next.key().toByteArray());
          statement.setLong(2, next.confirmedAt().toEpochMilli());
          int i = EnrolmentRow.bindState(statement, 3, next);
          return bindExpected(statement, i, expected, entry);
        },
        entry);
  }

  /// Locks the row for the rest of the transaction, by an update that changes nothing.
  private boolean isStanding(Connection connection, Pending expected, AuditEntry entry)
      throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement(
            "UPDATE enrolment SET version = version WHERE " + OWN + "0" + stands())) {
      bindExpected(lock, 1, expected, entry);
      return lock.executeUpdate() == 1;
    }
  }

  @Override
  public boolean remove(Pending expected, AuditEntry entry) {
    return audit.change(
        "DELETE FROM enrolment WHERE " + OWN + "0" + stands(),
        statement -> bindExpected(statement, 1, expected, entry),
        entry);
  }

  @Override
  public boolean remove(Active expected, AuditEntry entry) {
    boolean erased =
        database.write(session -> {
          Connection connection = session.connection();
          boolean removed =
              AuditWriting.changeAlone(
                  connection,
                  "DELETE FROM enrolment WHERE " + OWN + "1" + stands(),
                  statement -> bindExpected(statement, 1, expected, entry),
                  entry);
          if (removed) {
            eraseCodes(connection, expected.subscriber());
          }
          return removed;
        });
    if (erased) {
      seen.removed(expected.id().value());
    }
    return erased;
  }

  private void eraseCodes(Connection connection, Subscriber subscriber) throws SQLException {
    try (PreparedStatement erase =
        connection.prepareStatement(
            "DELETE FROM recovery_set WHERE relying_party = ? AND subscriber = ? RETURNING"
                + " set_id")) {
      EnrolmentRow.bindOwner(erase, 1, subscriber);
      try (ResultSet row = erase.executeQuery()) {
        if (row.next()) {
          database.recoverySets().removed(UuidBytes.read(row.getBytes(1)));
        }
      }
    }
  }

  @Override
  public void raiseFloor() {
    database.write(session -> {
      try (PreparedStatement raise =
          session
              .connection()
              .prepareStatement("UPDATE replay_floor SET raised_at = " + dialect.now())) {
        return raise.executeUpdate();
      }
    });
  }

  private String stands() {
    return STANDS + dialect.now() + " AND ? >= (SELECT raised_at FROM replay_floor)";
  }

  private static int bindExpected(
      PreparedStatement statement, int first, Enrolment expected, AuditEntry entry)
      throws SQLException {
    int i = EnrolmentRow.bindOwner(statement, first, expected.subscriber());
    statement.setBytes(i++, UuidBytes.of(expected.id().value()));
    statement.setLong(i++, expected.version());
    statement.setLong(i++, entry.at().plus(MAX_AGE).toEpochMilli());
    statement.setLong(i++, entry.at().toEpochMilli());
    return i;
  }
}
