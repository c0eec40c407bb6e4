package dev.watchword.adapters.storage;

import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.people.Passkey;
import dev.watchword.core.people.PasskeyId;
import dev.watchword.core.people.PasskeyRepository;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.StoredPasskey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Passkeys in a [Database], SQLite or PostgreSQL alike. Thread-safe.
final class JdbiPasskeyRepository implements PasskeyRepository {

  private static final String ADD =
      """
      INSERT INTO passkey (sign_count, last_used_at, version, mac, passkey_id, person_id,
                           credential, attested, backup_eligible, name, created_at)
      SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
       WHERE (SELECT count(*) FROM passkey WHERE person_id = ?) < ?
      ON CONFLICT DO NOTHING\
      """;

  private static final String OF =
      "SELECT %s FROM passkey k WHERE k.person_id = ? ORDER BY k.created_at, k.passkey_id"
          .formatted(PasskeyRow.COLUMNS);

  private static final String USED =
      "UPDATE passkey SET " + PasskeyRow.STATE + " WHERE passkey_id = ? AND version = ?";

  private final Database database;
  private final VerifierDialect dialect;
  private final AuditWriting audit;

  JdbiPasskeyRepository(Database database, VerifierDialect dialect) {
    this.database = database;
    this.dialect = dialect;
    this.audit = new AuditWriting(database);
  }

  @Override
  public Instant now() {
    return database.query(session -> {
      try (PreparedStatement query =
              session.connection().prepareStatement("SELECT " + dialect.now());
          ResultSet row = query.executeQuery()) {
        row.next();
        return Instant.ofEpochMilli(row.getLong(1));
      }
    });
  }

  @Override
  public List<StoredPasskey> of(PersonId person) {
    return database.query(session -> {
      try (PreparedStatement query = session.connection().prepareStatement(OF)) {
        query.setBytes(1, UuidBytes.of(person.value()));
        try (ResultSet row = query.executeQuery()) {
          List<StoredPasskey> passkeys = new ArrayList<>();
          while (row.next()) {
            PasskeyRow.read(row).ifPresent(passkeys::add);
          }
          return passkeys;
        }
      }
    });
  }

  @Override
  public int count(PersonId person) {
    return database.query(session -> count(session.connection(), person));
  }

  private static int count(Connection connection, PersonId person) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT count(*) FROM passkey WHERE person_id = ?")) {
      query.setBytes(1, UuidBytes.of(person.value()));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  @Override
  public Reading<StoredPasskey> find(String credential) {
    String sql =
        "SELECT n.now, %s FROM (SELECT %s AS now) n LEFT JOIN passkey k ON k.credential = ?"
            .formatted(PasskeyRow.COLUMNS, dialect.now());
    return database.query(session -> {
      try (PreparedStatement query = session.connection().prepareStatement(sql)) {
        query.setString(1, credential);
        try (ResultSet row = query.executeQuery()) {
          row.next();
          return new Reading<>(PasskeyRow.read(row), Instant.ofEpochMilli(row.getLong(1)));
        }
      }
    });
  }

  @Override
  public Addition add(StoredPasskey fresh, AuditEntry entry) {
    Passkey passkey = fresh.unverified();
    return database.write(session -> {
      Connection connection = session.connection();
      boolean added =
          AuditWriting.changeAlone(
              connection,
              ADD,
              statement -> {
                int i = PasskeyRow.bindState(statement, 1, fresh);
                statement.setBytes(i++, PasskeyRow.id(fresh));
                statement.setBytes(i++, UuidBytes.of(passkey.person().value()));
                statement.setString(i++, passkey.credential().id());
                statement.setString(i++, passkey.credential().attested());
                statement.setInt(i++, passkey.credential().backupEligible() ? 1 : 0);
                statement.setString(i++, passkey.name());
                statement.setLong(i++, passkey.createdAt().toEpochMilli());
                statement.setBytes(i++, UuidBytes.of(passkey.person().value()));
                statement.setInt(i++, Passkey.MOST);
                return i;
              },
              entry);
      if (added) {
        return Addition.ADDED;
      }
      return count(connection, passkey.person()) < Passkey.MOST
          ? Addition.KNOWN
          : Addition.TOO_MANY;
    });
  }

  @Override
  public boolean used(StoredPasskey expected, StoredPasskey next) {
    return database.write(session -> {
      try (PreparedStatement update = session.connection().prepareStatement(USED)) {
        int i = PasskeyRow.bindState(update, 1, next);
        update.setBytes(i++, PasskeyRow.id(next));
        update.setLong(i, expected.unverified().version());
        return update.executeUpdate() == 1;
      }
    });
  }

  @Override
  public boolean remove(PersonId person, PasskeyId id, AuditEntry entry) {
    return audit.change(
        "DELETE FROM passkey WHERE person_id = ? AND passkey_id = ?",
        statement -> {
          statement.setBytes(1, UuidBytes.of(person.value()));
          statement.setBytes(2, UuidBytes.of(id.value()));
          return 3;
        },
        entry);
  }

  @Override
  public int removeAll(PersonId person, AuditEntry entry) {
    return database.write(session -> {
      Connection connection = session.connection();
      int removed;
      try (PreparedStatement delete =
          connection.prepareStatement("DELETE FROM passkey WHERE person_id = ?")) {
        delete.setBytes(1, UuidBytes.of(person.value()));
        removed = delete.executeUpdate();
      }
      if (removed > 0) {
        AuditWriting.append(connection, entry);
      }
      return removed;
    });
  }

  @Override
  public boolean answerOnce(UUID challenge, Instant expiresAt) {
    return database.write(session -> {
      try (PreparedStatement insert =
          session
              .connection()
              .prepareStatement(
                  "INSERT INTO passkey_challenge (challenge, expires_at) VALUES (?, ?)"
                      + " ON CONFLICT DO NOTHING")) {
        insert.setBytes(1, UuidBytes.of(challenge));
        insert.setLong(2, expiresAt.toEpochMilli());
        return insert.executeUpdate() == 1;
      }
    });
  }

  @Override
  public int eraseChallenges() {
    String sql = "DELETE FROM passkey_challenge WHERE expires_at <= " + dialect.now();
    return database.write(session -> {
      try (PreparedStatement delete = session.connection().prepareStatement(sql)) {
        return delete.executeUpdate();
      }
    });
  }
}
