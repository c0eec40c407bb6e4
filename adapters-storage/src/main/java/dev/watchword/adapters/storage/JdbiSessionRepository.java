package dev.watchword.adapters.storage;

import dev.watchword.core.access.TokenHash;
import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.session.SessionId;
import dev.watchword.core.session.SessionRepository;
import dev.watchword.core.session.StoredSession;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sessions in a [Database], SQLite or PostgreSQL alike. Thread-safe.
final class JdbiSessionRepository implements SessionRepository {

  private static final String ADD =
      """
      INSERT INTO session (token, person_id, epoch, state, created_at, expires_at, proved_at,
                           source, agent, last_seen_at, mac, session_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  private static final String OF =
      "SELECT %s FROM session s WHERE s.person_id = ? ORDER BY s.created_at DESC, s.session_id"
          .formatted(SessionRow.COLUMNS);

  private static final byte[] NONE = new byte[16];

  private final Database database;
  private final VerifierDialect dialect;
  private final AuditWriting audit;

  JdbiSessionRepository(Database database, VerifierDialect dialect) {
    this.database = database;
    this.dialect = dialect;
    this.audit = new AuditWriting(database);
  }

  @Override
  public Reading<StoredSession> find(TokenHash token) {
    String sql =
        "SELECT n.now, %s FROM (SELECT %s AS now) n LEFT JOIN session s ON s.token = ?"
            .formatted(SessionRow.COLUMNS, dialect.now());
    return database.query(session -> {
      try (PreparedStatement query = session.connection().prepareStatement(sql)) {
        query.setBytes(1, token.toByteArray());
        try (ResultSet row = query.executeQuery()) {
          row.next();
          return new Reading<>(SessionRow.read(row), Instant.ofEpochMilli(row.getLong(1)));
        }
      }
    });
  }

  @Override
  public List<StoredSession> of(PersonId person) {
    return database.query(session -> {
      try (PreparedStatement query = session.connection().prepareStatement(OF)) {
        query.setBytes(1, UuidBytes.of(person.value()));
        try (ResultSet row = query.executeQuery()) {
          List<StoredSession> sessions = new ArrayList<>();
          while (row.next()) {
            SessionRow.read(row).ifPresent(sessions::add);
          }
          return sessions;
        }
      }
    });
  }

  @Override
  public void add(StoredSession fresh, AuditEntry entry) {
    database.write(session ->
        AuditWriting.changeAlone(
            session.connection(),
            ADD,
            statement -> {
              int i = SessionRow.bindState(statement, 1, fresh);
              statement.setBytes(i, UuidBytes.of(fresh.unverified().id().value()));
              return i + 1;
            },
            entry));
  }

  @Override
  public boolean replace(TokenHash expected, StoredSession next, AuditEntry entry) {
    return audit.change(
        "UPDATE session SET " + SessionRow.STATE + " WHERE session_id = ? AND token = ?",
        statement -> {
          int i = SessionRow.bindState(statement, 1, next);
          statement.setBytes(i++, UuidBytes.of(next.unverified().id().value()));
          statement.setBytes(i++, expected.toByteArray());
          return i;
        },
        entry);
  }

  @Override
  public void seen(SessionId id, Instant at) {
    database.writeOnce(session -> {
      try (PreparedStatement update =
          session
              .connection()
              .prepareStatement(
                  "UPDATE session SET last_seen_at = ? WHERE session_id = ? AND last_seen_at <"
                      + " ?")) {
        update.setLong(1, at.toEpochMilli());
        update.setBytes(2, UuidBytes.of(id.value()));
        update.setLong(3, at.toEpochMilli());
        return update.executeUpdate();
      }
    });
  }

  @Override
  public boolean end(PersonId person, SessionId id, AuditEntry entry) {
    return audit.change(
        "DELETE FROM session WHERE person_id = ? AND session_id = ?",
        statement -> {
          statement.setBytes(1, UuidBytes.of(person.value()));
          statement.setBytes(2, UuidBytes.of(id.value()));
          return 3;
        },
        entry);
  }

  @Override
  public int endAll(PersonId person, Optional<SessionId> but, AuditEntry entry) {
    return database.write(session -> {
      AuditWriting.append(session.connection(), entry);
      try (PreparedStatement delete =
          session
              .connection()
              .prepareStatement("DELETE FROM session WHERE person_id = ? AND session_id <> ?")) {
        delete.setBytes(1, UuidBytes.of(person.value()));
        delete.setBytes(2, but.map(id -> UuidBytes.of(id.value())).orElse(NONE));
        return delete.executeUpdate();
      }
    });
  }

  @Override
  public int erase(Duration idle) {
    String sql =
        "DELETE FROM session WHERE expires_at <= %1$s OR last_seen_at <= %1$s - ?"
            .formatted(dialect.now());
    return database.write(session -> {
      try (PreparedStatement delete = session.connection().prepareStatement(sql)) {
        delete.setLong(1, idle.toMillis());
        return delete.executeUpdate();
      }
    });
  }
}
