package dev.watchword.adapters.storage;

import dev.watchword.core.audit.AuditEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Writes audit entries, alone or with the change that they tell of.
///
/// @param database where to
record AuditWriting(Database database) {

  static final String COLUMNS =
      "audit_waiting (at, node, actor, source, request_id, subject, action, details, mac)";
  static final String APPEND = "INSERT INTO " + COLUMNS + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /// Writes an entry that tells of no change.
  void append(AuditEntry entry) {
    database.grouped(AuditedWrite.of(entry));
  }

  /// Writes an entry in the transaction that the connection is in.
  static void append(Connection connection, AuditEntry entry) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
      bind(insert, 1, entry);
      insert.executeUpdate();
    }
  }

  /// Makes a change of one row together with its entry.
  ///
  /// @param sql an UPDATE or DELETE
  /// @return whether there was such a row; when there was none, nothing was written
  boolean change(String sql, AuditedWrite.Change change, AuditEntry entry) {
    return database.grouped(AuditedWrite.of(sql, change, entry));
  }

  /// As [#change], in the transaction that the connection is in.
  static boolean changeAlone(
      Connection connection, String sql, AuditedWrite.Change change, AuditEntry entry)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      change.bind(statement);
      if (statement.executeUpdate() != 1) {
        return false;
      }
    }
    append(connection, entry);
    return true;
  }

  static void bind(PreparedStatement statement, int first, AuditEntry entry) throws SQLException {
    int i = first;
    statement.setLong(i++, entry.at().toEpochMilli());
    statement.setString(i++, entry.node());
    statement.setString(i++, entry.origin().actor());
    statement.setString(i++, entry.origin().source());
    statement.setString(i++, entry.origin().requestId());
    statement.setString(i++, entry.subject());
    statement.setString(i++, entry.action());
    statement.setString(i++, entry.details());
    statement.setBytes(i, entry.mac().toByteArray());
  }
}
