package dev.watchword.adapters.storage;

import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.people.PasswordTally;
import dev.watchword.core.people.PasswordTallyRepository;
import dev.watchword.core.throttle.Attempts;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Tallies of wrong passwords in a [Database], SQLite or PostgreSQL alike. Thread-safe.
final class JdbiPasswordTallyRepository implements PasswordTallyRepository {

  /// Of several that would be the first, one is.
  private static final String ADD =
      """
      INSERT INTO password_tally (failures, not_before, version, changed_at, name)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING\
      """;

  private static final String REPLACE =
      """
      UPDATE password_tally SET failures = ?, not_before = ?, version = ?, changed_at = ?
       WHERE name = ? AND version = ?\
      """;

  private final Database database;
  private final VerifierDialect dialect;
  private final AuditWriting audit;

  JdbiPasswordTallyRepository(Database database, VerifierDialect dialect) {
    this.database = database;
    this.dialect = dialect;
    this.audit = new AuditWriting(database);
  }

  @Override
  public Reading<PasswordTally> find(UUID name) {
    String sql =
        """
        SELECT n.now, t.failures, t.not_before, t.version
          FROM (SELECT %s AS now) n
          LEFT JOIN password_tally t ON t.name = ?\
        """
            .formatted(dialect.now());
    return database.query(session -> {
      try (PreparedStatement query = session.connection().prepareStatement(sql)) {
        query.setBytes(1, UuidBytes.of(name));
        try (ResultSet row = query.executeQuery()) {
          row.next();
          int failures = row.getInt(2);
          Optional<PasswordTally> tally =
              row.wasNull()
                  ? Optional.empty()
                  : Optional.of(
                      new PasswordTally(
                          name,
                          new Attempts(failures, Instant.ofEpochMilli(row.getLong(3))),
                          row.getLong(4)));
          return new Reading<>(tally, Instant.ofEpochMilli(row.getLong(1)));
        }
      }
    });
  }

  @Override
  public boolean replace(PasswordTally expected, PasswordTally next, AuditEntry entry) {
    AuditedWrite.Change state =
        statement -> {
          statement.setInt(1, next.attempts().failures());
          statement.setLong(2, next.attempts().notBefore().toEpochMilli());
          statement.setLong(3, next.version());
          statement.setLong(4, entry.at().toEpochMilli());
          statement.setBytes(5, UuidBytes.of(next.name()));
          return 6;
        };
    if (expected.version() == 0) {
      return database.write(
          session -> AuditWriting.changeAlone(session.connection(), ADD, state, entry));
    }
    return audit.change(
        REPLACE,
        statement -> {
          int i = state.bind(statement);
          statement.setLong(i, expected.version());
          return i + 1;
        },
        entry);
  }

  @Override
  public int forgetNobodys(Duration unchangedFor) {
    String sql =
        """
        DELETE FROM password_tally
         WHERE changed_at <= %s - ?
           AND NOT EXISTS (SELECT 1 FROM person p WHERE p.tally = password_tally.name)\
        """
            .formatted(dialect.now());
    return database.write(session -> {
      try (PreparedStatement delete = session.connection().prepareStatement(sql)) {
        delete.setLong(1, unchangedFor.toMillis());
        return delete.executeUpdate();
      }
    });
  }
}
