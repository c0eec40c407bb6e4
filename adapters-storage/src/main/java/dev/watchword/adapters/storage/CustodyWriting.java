package dev.watchword.adapters.storage;

import dev.watchword.core.custody.RecordWrite;
import dev.watchword.core.custody.SealedRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.UUID;

/// The statements of a change to custody, each of which finds its record as it is expected, or
/// changes no row.
///
/// @param now the store's time as an expression of SQL
record CustodyWriting(Connection connection, String now) {

  /// Rows are locked in this order, on every node.
  static final Comparator<RecordWrite> ORDER =
      Comparator.comparing(CustodyWriting::kind).thenComparing(CustodyWriting::id);

  private static final String INSERT =
      "INSERT INTO custody_record (token, subject, holder, live_from, live_until, ordinal, ended,"
          + " revision, sealed, kind, record_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT DO NOTHING";

  private static final String REPLACE =
      "UPDATE custody_record SET token = ?, subject = ?, holder = ?, live_from = ?, live_until = ?,"
          + " ordinal = ?, ended = ?, revision = ?, sealed = ?"
          + " WHERE kind = ? AND record_id = ? AND revision = ?";

  private static final String REQUIRE =
      "UPDATE custody_record SET revision = revision"
          + " WHERE kind = ? AND record_id = ? AND revision = ?";

  private static final String REMOVE =
      "DELETE FROM custody_record WHERE kind = ? AND record_id = ? AND revision = ?";

  private static String kind(RecordWrite write) {
    return switch (write) {
      case RecordWrite.Insert insert -> insert.record().kind().text();
      case RecordWrite.Replace replace -> replace.next().kind().text();
      case RecordWrite.Require require -> require.kind().text();
      case RecordWrite.Remove remove -> remove.kind().text();
    };
  }

  private static UUID id(RecordWrite write) {
    return switch (write) {
      case RecordWrite.Insert insert -> insert.record().id();
      case RecordWrite.Replace replace -> replace.next().id();
      case RecordWrite.Require require -> require.id();
      case RecordWrite.Remove remove -> remove.id();
    };
  }

  /// @return whether the record was as it was expected
  boolean make(RecordWrite write) throws SQLException {
    return switch (write) {
      case RecordWrite.Insert(SealedRecord record) -> {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
          int next = CustodyRow.bind(insert, 1, record);
          insert.setString(next, record.kind().text());
          insert.setBytes(next + 1, UuidBytes.of(record.id()));
          yield insert.executeUpdate() == 1;
        }
      }
      case RecordWrite.Replace(SealedRecord next, boolean whileLive) -> {
        String sql = whileLive ? REPLACE + live() : REPLACE;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
          int after = CustodyRow.bind(update, 1, next);
          yield found(update, after, write, next.revision() - 1);
        }
      }
      case RecordWrite.Require require -> {
        try (PreparedStatement lock = connection.prepareStatement(REQUIRE + live())) {
          yield found(lock, 1, write, require.revision());
        }
      }
      case RecordWrite.Remove remove -> {
        try (PreparedStatement delete = connection.prepareStatement(REMOVE)) {
          yield found(delete, 1, write, remove.revision());
        }
      }
    };
  }

  private static boolean found(
      PreparedStatement statement, int first, RecordWrite write, long revision)
      throws SQLException {
    statement.setString(first, kind(write));
    statement.setBytes(first + 1, UuidBytes.of(id(write)));
    statement.setLong(first + 2, revision);
    return statement.executeUpdate() == 1;
  }

  private String live() {
    return " AND ended = 0 AND live_from <= " + now + " AND live_until > " + now;
  }
}
