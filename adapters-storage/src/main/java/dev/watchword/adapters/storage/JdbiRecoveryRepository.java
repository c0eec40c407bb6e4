package dev.watchword.adapters.storage;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.matching.AttemptTag;
import dev.watchword.core.recovery.RecoveryRepository;
import dev.watchword.core.recovery.RecoverySet;
import dev.watchword.core.recovery.RecoverySet.Use;
import dev.watchword.core.throttle.Attempts;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Recovery codes in a [Database], SQLite or PostgreSQL alike: one row for each set. Thread-safe.
final class JdbiRecoveryRepository implements RecoveryRepository {

  private static final String COLUMNS =
      """
      r.set_id, r.version, r.hashes, r.used, r.failures, r.not_before, r.issued_at, r.used_index,
      r.used_attempt, r.used_at, r.mac, r.relying_party, r.subscriber\
      """;

  private static final String PUT =
      """
      INSERT INTO recovery_set (relying_party, subscriber, set_id, version, used, failures,
                                not_before, used_index, used_attempt, used_at, mac, hashes,
                                issued_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (relying_party, subscriber) DO UPDATE
         SET set_id = excluded.set_id, version = excluded.version, used = excluded.used,
             failures = excluded.failures, not_before = excluded.not_before,
             used_index = excluded.used_index, used_attempt = excluded.used_attempt,
             used_at = excluded.used_at, mac = excluded.mac, hashes = excluded.hashes,
             issued_at = excluded.issued_at\
      """;

  private static final String REPLACE =
      """
      UPDATE recovery_set SET version = ?, used = ?, failures = ?, not_before = ?, used_index = ?,
                              used_attempt = ?, used_at = ?, mac = ?
       WHERE relying_party = ? AND subscriber = ? AND set_id = ? AND version = ? AND ? >= \
      """;

  private final Database database;
  private final VerifierDialect dialect;
  private final AuditWriting audit;
  private final LastSeen<Subscriber> seen;

  JdbiRecoveryRepository(Database database, VerifierDialect dialect) {
    this.database = database;
    this.dialect = dialect;
    this.audit = new AuditWriting(database);
    this.seen = database.recoverySets();
  }

  @Override
  public Reading<RecoverySet> find(Subscriber subscriber) {
    String sql =
        "SELECT %s, n.now FROM (SELECT %s AS now) n".formatted(COLUMNS, dialect.now())
            + " LEFT JOIN recovery_set r ON r.relying_party = ? AND r.subscriber = ?";
    long began = seen.tick();
    Reading<RecoverySet> reading =
        database.query(session -> {
          try (PreparedStatement query = session.connection().prepareStatement(sql)) {
            EnrolmentRow.bindOwner(query, 1, subscriber);
            try (ResultSet row = query.executeQuery()) {
              row.next();
              return new Reading<>(read(row), Instant.ofEpochMilli(row.getLong(14)));
            }
          }
        });
    seen.read(subscriber, reading.value().map(JdbiRecoveryRepository::state), began);
    return reading;
  }

  private static LastSeen.State state(RecoverySet set) {
    return new LastSeen.State(set.id(), set.issuedAt(), set.version());
  }

  @Override
  public List<RecoverySet> page(Optional<Subscriber> after, int limit) {
    String sql =
        "SELECT " + COLUMNS + " FROM recovery_set r WHERE true " + EnrolmentRow.AFTER + " LIMIT ?";
    return database.query(session -> {
      List<RecoverySet> page = new ArrayList<>();
      try (PreparedStatement query = session.connection().prepareStatement(sql)) {
        query.setInt(EnrolmentRow.bindAfter(query, 1, after), limit);
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            read(row).ifPresent(page::add);
          }
        }
      }
      return page;
    });
  }

  private static Optional<RecoverySet> read(ResultSet row) throws SQLException {
    byte[] id = row.getBytes(1);
    if (id == null) {
      return Optional.empty();
    }
    return Optional.of(
        new RecoverySet(
            Subscriber.of(row.getString(12), row.getString(13)),
            UuidBytes.read(id),
            hashes(row.getBytes(3)),
            row.getInt(4),
            new Attempts(row.getInt(5), Instant.ofEpochMilli(row.getLong(6))),
            use(row),
            Instant.ofEpochMilli(row.getLong(7)),
            row.getLong(2),
            EnrolmentRow.mac(row.getBytes(11))));
  }

  private static Optional<Use> use(ResultSet row) throws SQLException {
    int index = row.getInt(8);
    if (row.wasNull()) {
      return Optional.empty();
    }
    Optional<AttemptTag> attempt =
        Optional.ofNullable(row.getBytes(9)).map(UuidBytes::read).map(AttemptTag::new);
    return Optional.of(new Use(index, attempt, Instant.ofEpochMilli(row.getLong(10))));
  }

  private static List<UUID> hashes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    List<UUID> hashes = new ArrayList<>();
    while (buffer.hasRemaining()) {
      hashes.add(new UUID(buffer.getLong(), buffer.getLong()));
    }
    return hashes;
  }

  private static byte[] bytes(List<UUID> hashes) {
    ByteBuffer buffer = ByteBuffer.allocate(16 * hashes.size());
    for (UUID hash : hashes) {
      buffer.putLong(hash.getMostSignificantBits()).putLong(hash.getLeastSignificantBits());
    }
    return buffer.array();
  }

  @Override
  public void put(RecoverySet fresh, AuditEntry entry) {
    database.write(session -> {
      standing(session.connection(), fresh.subscriber()).ifPresent(seen::removed);
      return AuditWriting.changeAlone(
          session.connection(),
          PUT,
          statement -> {
            EnrolmentRow.bindOwner(statement, 1, fresh.subscriber());
            statement.setBytes(3, UuidBytes.of(fresh.id()));
            int i = bindState(statement, 4, fresh);
            statement.setBytes(i, bytes(fresh.hashes()));
            statement.setLong(i + 1, fresh.issuedAt().toEpochMilli());
            return i + 2;
          },
          entry);
    });
    seen.written(fresh.subscriber(), state(fresh));
  }

  /// The set that is there; once another is, it is gone.
  private static Optional<UUID> standing(Connection connection, Subscriber subscriber)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT set_id FROM recovery_set WHERE relying_party = ? AND subscriber = ?")) {
      EnrolmentRow.bindOwner(query, 1, subscriber);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(UuidBytes.read(row.getBytes(1))) : Optional.empty();
      }
    }
  }

  @Override
  public boolean replace(RecoverySet expected, RecoverySet next, AuditEntry entry) {
    boolean replaced =
        audit.change(
            REPLACE + dialect.now(),
            statement -> {
              int i = bindState(statement, 1, next);
              i = EnrolmentRow.bindOwner(statement, i, expected.subscriber());
              statement.setBytes(i++, UuidBytes.of(expected.id()));
              statement.setLong(i++, expected.version());
              statement.setLong(i++, entry.at().plus(EnrolmentRepository.MAX_AGE).toEpochMilli());
              return i;
            },
            entry);
    if (replaced) {
      seen.written(next.subscriber(), state(next));
    }
    return replaced;
  }

  /// Version, used bits, failures, the wait, the last use, and the MAC.
  private static int bindState(PreparedStatement statement, int first, RecoverySet set)
      throws SQLException {
    int i = first;
    statement.setLong(i++, set.version());
    statement.setInt(i++, set.used());
    statement.setInt(i++, set.attempts().failures());
    statement.setLong(i++, set.attempts().notBefore().toEpochMilli());
    if (set.lastUse().isPresent()) {
      Use use = set.lastUse().get();
      statement.setInt(i++, use.index());
      byte[] attempt = use.attempt().map(AttemptTag::value).map(UuidBytes::of).orElse(null);
      statement.setBytes(i++, attempt);
      statement.setLong(i++, use.at().toEpochMilli());
    } else {
      statement.setNull(i++, Types.INTEGER);
      statement.setBytes(i++, null);
      statement.setNull(i++, Types.BIGINT);
    }
    statement.setBytes(i++, EnrolmentRow.bytes(set.mac()));
    return i;
  }
}
