package dev.watchword.adapters.storage;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditLink;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditMac;
import dev.watchword.core.audit.AuditQuery;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.LinkedEntry;
import dev.watchword.core.audit.Origin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The audit log in a [Database], SQLite or PostgreSQL alike. Thread-safe.
final class JdbiAuditLog implements AuditLog {

  private static final String FIELDS =
      "at, node, actor, source, request_id, subject, action, details, mac";

  private static final String HEAD =
      "SELECT seq, previous, link FROM audit_entry ORDER BY seq DESC LIMIT 1";

  private static final String WAITING =
      "SELECT " + FIELDS + ", id FROM audit_waiting ORDER BY id LIMIT ?";

  private static final String PAGE =
      "SELECT "
          + FIELDS
          + ", seq, previous, link FROM audit_entry WHERE seq > ? ORDER BY seq LIMIT ?";

  private static final String FIND =
      "SELECT " + FIELDS + ", seq, previous, link FROM audit_entry WHERE seq < ?";

  private static final String LINK =
      "INSERT INTO audit_entry (seq, previous, link, "
          + FIELDS
          + ") SELECT ?, ?, ?, "
          + FIELDS
          + " FROM audit_waiting WHERE id = ?";

  private static final int BATCH = 1000;

  private final Database database;
  private final AuditWriting writing;

  JdbiAuditLog(Database database, VerifierDialect dialect) {
    this.database = database;
    this.writing = new AuditWriting(database);
  }

  private record Waiting(long id, AuditEntry entry) {}

  @Override
  public void append(AuditEntry entry) {
    writing.append(entry);
  }

  @Override
  public int link(int limit, AuditTrail trail) {
    if (waiting(1).isEmpty()) {
      return 0; // a turn would be a write, every second of an idle night
    }
    return database.write(session -> {
      Connection connection = session.connection();
      takeTurn(connection);
      return link(connection, limit, trail);
    });
  }

  /// In the transaction that has the turn.
  private static int link(Connection connection, int limit, AuditTrail trail) throws SQLException {
    List<Waiting> waiting = waiting(connection, limit);
    Optional<AuditLink> head = head(connection);
    try (PreparedStatement insert = connection.prepareStatement(LINK);
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM audit_waiting WHERE id = ?")) {
      for (Waiting next : waiting) {
        AuditLink link = trail.next(head, next.entry());
        insert.setLong(1, link.seq());
        insert.setBytes(2, link.previous().toByteArray());
        insert.setBytes(3, link.mac().toByteArray());
        insert.setLong(4, next.id());
        insert.addBatch();
        delete.setLong(1, next.id());
        delete.addBatch();
        head = Optional.of(link);
      }
      insert.executeBatch();
      delete.executeBatch();
    }
    return waiting.size();
  }

  @Override
  public boolean archive(long lastSeam, List<Places> gone, AuditEntry entry, AuditTrail trail) {
    return database.write(session -> {
      Connection connection = session.connection();
      takeTurn(connection);
      if (lastPlace(connection, entry.action()) != lastSeam) {
        return false;
      }
      AuditWriting.append(connection, entry);
      while (link(connection, BATCH, trail) == BATCH) {}
      takeOut(connection, gone);
      return true;
    });
  }

  /// The last place of an entry with an action; 0 where there is none.
  private static long lastPlace(Connection connection, String action) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT coalesce(max(seq), 0) FROM audit_entry WHERE action = ?")) {
      query.setString(1, action);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static void takeOut(Connection connection, List<Places> gone) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM audit_entry WHERE seq BETWEEN ? AND ?")) {
      int open = 0;
      for (Places places : gone) {
        delete.setLong(1, places.from());
        delete.setLong(2, places.to());
        delete.addBatch();
        open++;
        if (open == BATCH) {
          delete.executeBatch();
          open = 0;
        }
      }
      delete.executeBatch();
    }
  }

  /// Waits until no other node links; the turn ends with the transaction.
  private static void takeTurn(Connection connection) throws SQLException {
    try (PreparedStatement turn =
        connection.prepareStatement("UPDATE audit_turn SET turns = turns + 1")) {
      turn.executeUpdate();
    }
  }

  private static List<Waiting> waiting(Connection connection, int limit) throws SQLException {
    List<Waiting> waiting = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(WAITING)) {
      query.setInt(1, limit);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          waiting.add(new Waiting(row.getLong(10), entry(row)));
        }
      }
    }
    return waiting;
  }

  private static Optional<AuditLink> head(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(HEAD);
        ResultSet row = query.executeQuery()) {
      return row.next() ? Optional.of(link(row, 1)) : Optional.empty();
    }
  }

  @Override
  public List<LinkedEntry> page(long afterSeq, int limit) {
    return database.query(session -> {
      List<LinkedEntry> page = new ArrayList<>();
      try (PreparedStatement query = session.connection().prepareStatement(PAGE)) {
        query.setLong(1, afterSeq);
        query.setInt(2, limit);
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            page.add(new LinkedEntry(entry(row), link(row, 10)));
          }
        }
      }
      return page;
    });
  }

  @Override
  public List<LinkedEntry> find(AuditQuery query) {
    StringBuilder sql = new StringBuilder(FIND);
    List<Object> values = new ArrayList<>();
    query.from().ifPresent(from -> condition(sql, values, "at >= ?", from.toEpochMilli()));
    query.to().ifPresent(to -> condition(sql, values, "at < ?", to.toEpochMilli()));
    query.actor().ifPresent(actor -> condition(sql, values, "actor = ?", actor));
    query
        .action()
        .ifPresent(action -> {
          condition(sql, values, "(action = ? OR substr(action, 1, ?) = ?)", action);
          values.add(action.length() + 1);
          values.add(action + ".");
        });
    sql.append(" ORDER BY seq DESC LIMIT ").append(query.limit());
    return database.query(session -> {
      List<LinkedEntry> found = new ArrayList<>();
      try (PreparedStatement statement = session.connection().prepareStatement(sql.toString())) {
        statement.setLong(1, query.before().orElse(Long.MAX_VALUE));
        for (int i = 0; i < values.size(); i++) {
          statement.setObject(i + 2, values.get(i));
        }
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            found.add(new LinkedEntry(entry(row), link(row, 10)));
          }
        }
      }
      return found;
    });
  }

  private static void condition(
      StringBuilder sql, List<Object> values, String condition, Object value) {
    sql.append(" AND ").append(condition);
    values.add(value);
  }

  @Override
  public Optional<AuditLink> head() {
    return database.query(session -> head(session.connection()));
  }

  @Override
  public List<AuditEntry> waiting(int limit) {
    return database.query(
        session -> waiting(session.connection(), limit).stream().map(Waiting::entry).toList());
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        Instant.ofEpochMilli(row.getLong(1)),
        row.getString(2),
        new Origin(row.getString(3), row.getString(4), row.getString(5)),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        AuditMac.copyOf(row.getBytes(9)));
  }

  private static AuditLink link(ResultSet row, int first) throws SQLException {
    return new AuditLink(
        row.getLong(first),
        AuditMac.copyOf(row.getBytes(first + 1)),
        AuditMac.copyOf(row.getBytes(first + 2)));
  }
}
