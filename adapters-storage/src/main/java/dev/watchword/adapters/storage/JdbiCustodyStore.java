package dev.watchword.adapters.storage;

import dev.watchword.core.access.TokenHash;
import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.custody.CustodyStore;
import dev.watchword.core.custody.RecordKind;
import dev.watchword.core.custody.RecordQuery;
import dev.watchword.core.custody.RecordWrite;
import dev.watchword.core.custody.SealedRecord;
import dev.watchword.core.custody.StaleRecordException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Custody in a [Database], SQLite or PostgreSQL alike. Raw JDBC, since its statements decide.
/// Thread-safe.
final class JdbiCustodyStore implements CustodyStore {

  private final Database database;
  private final VerifierDialect dialect;
  private final LastSeen<Place> seen;

  JdbiCustodyStore(Database database, VerifierDialect dialect) {
    this.database = database;
    this.dialect = dialect;
    this.seen = new LastSeen<>(database, "record of custody");
  }

  @Override
  public Reading<SealedRecord> find(RecordKind kind, UUID id) {
    return one(kind, "record_id", UuidBytes.of(id));
  }

  @Override
  public Reading<SealedRecord> find(RecordKind kind, TokenHash token) {
    return one(kind, "token", token.toByteArray());
  }

  private Reading<SealedRecord> one(RecordKind kind, String column, byte[] value) {
    String sql =
        "SELECT n.now, %s FROM (SELECT %s AS now) n LEFT JOIN custody_record r ON r.kind = ? AND r.%s = ?"
            .formatted(CustodyRow.COLUMNS, dialect.now(), column);
    long began = seen.tick();
    Reading<SealedRecord> reading =
        database.query(session -> {
          try (PreparedStatement query = session.connection().prepareStatement(sql)) {
            query.setString(1, kind.text());
            query.setBytes(2, value);
            try (ResultSet row = query.executeQuery()) {
              row.next();
              Instant now = Instant.ofEpochMilli(row.getLong(1));
              return new Reading<>(
                  row.getBytes(2) == null
                      ? Optional.empty()
                      : Optional.of(CustodyRow.read(kind, row, 2)),
                  now);
            }
          }
        });
    reading.value().ifPresent(found -> seen.read(place(found), Optional.of(state(found)), began));
    return reading;
  }

  private record Place(RecordKind kind, UUID id) {}

  private static Place place(SealedRecord record) {
    return new Place(record.kind(), record.id());
  }

  private static LastSeen.State state(SealedRecord record) {
    return new LastSeen.State(record.id(), record.columns().from(), record.revision());
  }

  @Override
  public Reading<List<SealedRecord>> list(RecordQuery asked) {
    String sql = sql(asked);
    long began = seen.tick();
    Reading<List<SealedRecord>> reading =
        database.query(session -> {
          try (PreparedStatement query = session.connection().prepareStatement(sql)) {
            bind(query, asked);
            try (ResultSet row = query.executeQuery()) {
              row.next();
              Instant now = Instant.ofEpochMilli(row.getLong(1));
              List<SealedRecord> found = new ArrayList<>();
              do {
                if (row.getBytes(2) != null) {
                  found.add(CustodyRow.read(asked.kind(), row, 2));
                }
              } while (row.next());
              return new Reading<>(Optional.of(found), now);
            }
          }
        });
    reading
        .value()
        .orElse(List.of())
        .forEach(found -> seen.read(place(found), Optional.of(state(found)), began));
    return reading;
  }

  /// One row at least, so that the time comes with it.
  private String sql(RecordQuery asked) {
    StringBuilder where = new StringBuilder("kind = ?");
    asked.subject().ifPresent(subject -> where.append(" AND subject = ?"));
    oneOf(where, "holder", asked.holders().size());
    oneOf(where, "record_id", asked.ids().size());
    String now = dialect.now();
    // where ids are named, they are looked up, and not found among all that stands
    String ended = asked.ids().isEmpty() ? "ended" : "+ended";
    where.append(
        switch (asked.standing()) {
          case ANY -> "";
          case OPEN -> " AND " + ended + " = 0 AND live_until > " + now;
          case LIVE ->
              " AND " + ended + " = 0 AND live_until > " + now + " AND live_from <= " + now;
          case OVER -> " AND " + ended + " = 0 AND live_until <= " + now;
        });
    String order = asked.descending() ? " DESC" : "";
    return "SELECT n.now, %s FROM (SELECT %s AS now) n LEFT JOIN (SELECT %s FROM custody_record WHERE %s ORDER BY ordinal%s, record_id%s LIMIT %d) r ON 1 = 1 ORDER BY ordinal%s, record_id%s"
        .formatted(
            CustodyRow.COLUMNS,
            now,
            CustodyRow.COLUMNS,
            where,
            order,
            order,
            asked.limit(),
            order,
            order);
  }

  private static void oneOf(StringBuilder where, String column, int count) {
    if (count > 0) {
      where
          .append(" AND ")
          .append(column)
          .append(" IN (?")
          .append(", ?".repeat(count - 1))
          .append(')');
    }
  }

  private static void bind(PreparedStatement query, RecordQuery asked) throws SQLException {
    int i = 1;
    query.setString(i++, asked.kind().text());
    if (asked.subject().isPresent()) {
      query.setBytes(i++, UuidBytes.of(asked.subject().get()));
    }
    for (UUID holder : asked.holders()) {
      query.setBytes(i++, UuidBytes.of(holder));
    }
    for (UUID id : asked.ids()) {
      query.setBytes(i++, UuidBytes.of(id));
    }
  }

  /// Not looked at, so that a walk gets past what was put back.
  @Override
  public List<SealedRecord> page(RecordKind kind, Optional<UUID> after, int limit) {
    String sql =
        "SELECT %s FROM custody_record WHERE kind = ? AND record_id > ? ORDER BY record_id LIMIT ?"
            .formatted(CustodyRow.COLUMNS);
    return database.query(session -> {
      List<SealedRecord> page = new ArrayList<>();
      try (PreparedStatement query = session.connection().prepareStatement(sql)) {
        query.setString(1, kind.text());
        query.setBytes(2, after.map(UuidBytes::of).orElse(new byte[0]));
        query.setInt(3, limit);
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            page.add(CustodyRow.read(kind, row, 1));
          }
        }
      }
      return page;
    });
  }

  @Override
  public void write(List<RecordWrite> change, List<AuditEntry> entries) {
    database.write(session -> {
      CustodyWriting writing = new CustodyWriting(session.connection(), dialect.now());
      for (RecordWrite write : change.stream().sorted(CustodyWriting.ORDER).toList()) {
        if (!writing.make(write)) {
          throw new StaleRecordException();
        }
      }
      for (AuditEntry entry : entries) {
        AuditWriting.append(session.connection(), entry);
      }
      return true;
    });
    for (RecordWrite write : change) {
      if (write instanceof RecordWrite.Replace(SealedRecord next, boolean _)) {
        seen.written(place(next), state(next));
      }
    }
  }
}
