package dev.watchword.adapters.storage;

import dev.watchword.core.audit.AuditEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Writes audit entries, alone or with the change that they tell of.
///
/// @param database where to
/// @param dialect which database it is
record AuditWriting(Database database, VerifierDialect dialect) {

  private static final String COLUMNS =
      "audit_waiting (at, node, actor, source, request_id, subject, action, details, mac)";
  private static final String APPEND =
      "INSERT INTO " + COLUMNS + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /// A statement that changes at most one row, and its parameters.
  interface Change {

    /// Sets the parameters.
    ///
    /// @return the index of the first parameter after them
    int bind(PreparedStatement statement) throws SQLException;
  }

  /// Writes an entry that tells of no change.
  void append(AuditEntry entry) {
    database.writeOnce(session -> {
      append(session.connection(), entry);
      return true;
    });
  }

  /// Writes an entry in the transaction that the connection is in.
  void append(Connection connection, AuditEntry entry) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
      bind(insert, 1, entry);
      insert.executeUpdate();
    }
  }

  /// Makes a change of one row together with its entry.
  ///
  /// @param sql an UPDATE or DELETE
  /// @return whether there was such a row; when there was none, nothing was written
  boolean change(String sql, Change change, AuditEntry entry) {
    return switch (dialect) {
      case VerifierDialect.Postgresql _ -> {
        String both =
            "WITH done AS (%s RETURNING 1) INSERT INTO %s SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? FROM done"
                .formatted(sql, COLUMNS);
        yield database.writeOnce(session -> {
          try (PreparedStatement statement = session.connection().prepareStatement(both)) {
            bind(statement, change.bind(statement), entry);
            return statement.executeUpdate() == 1;
          }
        });
      }
      case VerifierDialect.Sqlite _ ->
          database.write(session -> changeAlone(session.connection(), sql, change, entry));
    };
  }

  /// As [#change], in the transaction that the connection is in.
  boolean changeAlone(Connection connection, String sql, Change change, AuditEntry entry)
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

  private static void bind(PreparedStatement statement, int first, AuditEntry entry)
      throws SQLException {
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
