package dev.watchword.adapters.storage;

import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.PersonName;
import dev.watchword.core.people.PersonRepository;
import dev.watchword.core.people.StoredPerson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// People in a [Database], SQLite or PostgreSQL alike. Thread-safe.
///
/// What could take the last owner away locks the one row of `owner_turn` first, and asks in the
/// same statement that makes the change whether another is there: without the lock two of them, at
/// READ COMMITTED, would each find the other's owner still there.
final class JdbiPersonRepository implements PersonRepository {

  private static final String ADD =
      """
      INSERT INTO person (display_name, role, disabled, must_enrol, joined_at, epoch, password,
                          invite, invite_until, language, theme, version, mac, person_id, name,
                          folded_name, created_at, tally)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING\
      """;

  private static final String STANDS = " WHERE person_id = ? AND version = ? AND ? >= ";

  private static final String ANOTHER_OWNER =
      """
       AND EXISTS (SELECT 1 FROM person o
                    WHERE o.role = 'owner' AND o.disabled = 0 AND o.joined_at IS NOT NULL
                      AND o.person_id <> ?)\
      """;

  private final Database database;
  private final VerifierDialect dialect;
  private final LastSeen<UUID> seen;

  JdbiPersonRepository(Database database, VerifierDialect dialect) {
    this.database = database;
    this.dialect = dialect;
    this.seen = new LastSeen<>(database, "account of person");
  }

  @Override
  public Reading<StoredPerson> find(PersonId id) {
    long began = seen.tick();
    return verified(unverified(id), began);
  }

  @Override
  public Reading<StoredPerson> unverified(PersonId id) {
    return read("p.person_id = ?", statement -> statement.setBytes(1, UuidBytes.of(id.value())));
  }

  private Reading<StoredPerson> verified(Reading<StoredPerson> reading, long began) {
    reading
        .value()
        .map(JdbiPersonRepository::state)
        .ifPresent(found -> seen.read(found.row(), Optional.of(found), began));
    return reading;
  }

  @Override
  public Reading<StoredPerson> named(PersonName name) {
    long began = seen.tick();
    return verified(
        read("p.folded_name = ?", statement -> statement.setString(1, name.folded())), began);
  }

  @Override
  public Reading<StoredPerson> invited(UUID hash) {
    long began = seen.tick();
    return verified(
        read("p.invite = ?", statement -> statement.setBytes(1, UuidBytes.of(hash))), began);
  }

  private interface Parameter {
    void bind(PreparedStatement statement) throws SQLException;
  }

  private Reading<StoredPerson> read(String condition, Parameter parameter) {
    String sql =
        "SELECT n.now, %s FROM (SELECT %s AS now) n LEFT JOIN person p ON %s"
            .formatted(PersonRow.COLUMNS, dialect.now(), condition);
    return database.query(session -> {
      try (PreparedStatement query = session.connection().prepareStatement(sql)) {
        parameter.bind(query);
        try (ResultSet row = query.executeQuery()) {
          row.next();
          return new Reading<>(PersonRow.read(row), Instant.ofEpochMilli(row.getLong(1)));
        }
      }
    });
  }

  private static LastSeen.State state(StoredPerson person) {
    Person said = person.unverified();
    return new LastSeen.State(said.id().value(), said.createdAt(), said.version());
  }

  @Override
  public List<StoredPerson> all() {
    String sql =
        "SELECT %s FROM person p ORDER BY p.created_at, p.person_id".formatted(PersonRow.COLUMNS);
    return database.query(session -> {
      try (PreparedStatement query = session.connection().prepareStatement(sql);
          ResultSet row = query.executeQuery()) {
        List<StoredPerson> people = new ArrayList<>();
        while (row.next()) {
          PersonRow.read(row).ifPresent(people::add);
        }
        return people;
      }
    });
  }

  @Override
  public boolean isEmpty() {
    return database.query(session -> isEmpty(session.connection()));
  }

  private static boolean isEmpty(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM person LIMIT 1");
        ResultSet row = query.executeQuery()) {
      return !row.next();
    }
  }

  @Override
  public Addition add(StoredPerson fresh, AuditEntry entry) {
    return database.write(session -> {
      lockOwners(session.connection());
      return add(session.connection(), fresh, entry);
    });
  }

  @Override
  public Addition addFirst(StoredPerson fresh, AuditEntry entry) {
    return database.write(session -> {
      lockOwners(session.connection());
      return isEmpty(session.connection())
          ? add(session.connection(), fresh, entry)
          : Addition.NOT_FIRST;
    });
  }

  private static Addition add(Connection connection, StoredPerson fresh, AuditEntry entry)
      throws SQLException {
    Person person = fresh.unverified();
    boolean added =
        AuditWriting.changeAlone(
            connection,
            ADD,
            statement -> {
              int i = PersonRow.bindState(statement, 1, fresh);
              statement.setBytes(i++, PersonRow.id(fresh));
              statement.setString(i++, person.name().value());
              statement.setString(i++, person.name().folded());
              statement.setLong(i++, person.createdAt().toEpochMilli());
              statement.setBytes(i++, UuidBytes.of(fresh.tally()));
              return i;
            },
            entry);
    return added ? Addition.ADDED : Addition.NAME_TAKEN;
  }

  @Override
  public Change replace(StoredPerson expected, StoredPerson next, AuditEntry entry) {
    boolean takesAnOwner = expected.unverified().isOwner() && !next.unverified().isOwner();
    Change change =
        change(
            "UPDATE person SET " + PersonRow.STATE,
            statement -> PersonRow.bindState(statement, 1, next),
            takesAnOwner,
            expected,
            entry);
    if (change == Change.DONE) {
      seen.written(next.unverified().id().value(), state(next));
    }
    return change;
  }

  /// Sessions and notices go with the row that they refer to.
  @Override
  public Change remove(StoredPerson expected, AuditEntry entry) {
    Change removal =
        database.write(session -> {
          Change change =
              change(
                  "DELETE FROM person",
                  statement -> 1,
                  expected.unverified().isOwner(),
                  expected,
                  entry);
          if (change == Change.DONE) {
            try (PreparedStatement erase =
                session
                    .connection()
                    .prepareStatement("DELETE FROM password_tally WHERE name = ?")) {
              erase.setBytes(1, UuidBytes.of(expected.tally()));
              erase.executeUpdate();
            }
          }
          return change;
        });
    if (removal == Change.DONE) {
      seen.removed(expected.unverified().id().value());
    }
    return removal;
  }

  private Change change(
      String sql,
      AuditedWrite.Change state,
      boolean takesAnOwner,
      StoredPerson expected,
      AuditEntry entry) {
    String conditional = sql + STANDS + dialect.now() + (takesAnOwner ? ANOTHER_OWNER : "");
    return database.write(session -> {
      Connection connection = session.connection();
      if (takesAnOwner) {
        lockOwners(connection);
      }
      boolean done =
          AuditWriting.changeAlone(
              connection,
              conditional,
              statement -> {
                int i = state.bind(statement);
                i = bindExpected(statement, i, expected, entry);
                if (takesAnOwner) {
                  statement.setBytes(i++, PersonRow.id(expected));
                }
                return i;
              },
              entry);
      return done
          ? Change.DONE
          : takesAnOwner && stands(connection, expected, entry) ? Change.LAST_OWNER : Change.STALE;
    });
  }

  private boolean stands(Connection connection, StoredPerson expected, AuditEntry entry)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT 1 FROM person" + STANDS + dialect.now())) {
      bindExpected(query, 1, expected, entry);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  private static int bindExpected(
      PreparedStatement statement, int first, StoredPerson expected, AuditEntry entry)
      throws SQLException {
    int i = first;
    statement.setBytes(i++, PersonRow.id(expected));
    statement.setLong(i++, expected.unverified().version());
    statement.setLong(i++, entry.at().plus(MAX_AGE).toEpochMilli());
    return i;
  }

  private static void lockOwners(Connection connection) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("UPDATE owner_turn SET turns = turns + 1")) {
      lock.executeUpdate();
    }
  }
}
