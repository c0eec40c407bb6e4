package dev.watchword.adapters.storage;

import dev.watchword.core.audit.AuditEntry;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// A change of at most one row together with the audit entry that tells of it, or an entry alone.
///
/// @param sql an UPDATE or DELETE; empty for an entry alone
/// @param key orders the rows that several changes lock, the same way on every node
/// @param change sets the statement's parameters
record AuditedWrite(String sql, String key, Change change, AuditEntry entry) {

  /// Sets the parameters of a statement.
  interface Change {

    /// @return the index of the first parameter after them
    int bind(PreparedStatement statement) throws SQLException;
  }

  /// An entry that tells of no change.
  static AuditedWrite of(AuditEntry entry) {
    return new AuditedWrite("", "", statement -> 1, entry);
  }

  /// A change, and the entry that is written where it found its row.
  static AuditedWrite of(String sql, Change change, AuditEntry entry) {
    return new AuditedWrite(sql, entry.subject(), change, entry);
  }
}
