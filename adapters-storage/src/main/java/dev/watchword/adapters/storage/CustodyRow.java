package dev.watchword.adapters.storage;

import dev.watchword.core.access.TokenHash;
import dev.watchword.core.custody.RecordColumns;
import dev.watchword.core.custody.RecordKind;
import dev.watchword.core.custody.SealedRecord;
import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.vault.StorageException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;

/// A row of the table `custody_record`.
final class CustodyRow {

  static final String COLUMNS =
      "record_id, token, subject, holder, live_from, live_until, ordinal, ended, revision, sealed";

  private CustodyRow() {}

  /// @param first the column that `record_id` is
  /// @throws StorageException when the row holds what no version of ours wrote
  static SealedRecord read(RecordKind kind, ResultSet row, int first) throws SQLException {
    try {
      byte[] token = row.getBytes(first + 1);
      return new SealedRecord(
          kind,
          UuidBytes.read(row.getBytes(first)),
          new RecordColumns(
              Optional.ofNullable(token).map(TokenHash::copyOf),
              UuidBytes.read(row.getBytes(first + 2)),
              UuidBytes.read(row.getBytes(first + 3)),
              Instant.ofEpochMilli(row.getLong(first + 4)),
              Instant.ofEpochMilli(row.getLong(first + 5)),
              row.getLong(first + 6),
              row.getLong(first + 7) != 0),
          row.getLong(first + 8),
          SealedBytes.copyOf(row.getBytes(first + 9)));
    } catch (IllegalArgumentException e) {
      throw new StorageException(
          "A stored record of custody is damaged (%s).".formatted(e.getMessage()), e);
    }
  }

  /// Sets what a write may change: all columns but the id, in the order of [#COLUMNS].
  ///
  /// @return the index of the first parameter after them
  static int bind(PreparedStatement statement, int first, SealedRecord record) throws SQLException {
    RecordColumns columns = record.columns();
    int i = first;
    if (columns.token().isPresent()) {
      statement.setBytes(i++, columns.token().get().toByteArray());
    } else {
      statement.setNull(i++, Types.BINARY);
    }
    statement.setBytes(i++, UuidBytes.of(columns.subject()));
    statement.setBytes(i++, UuidBytes.of(columns.holder()));
    statement.setLong(i++, columns.from().toEpochMilli());
    statement.setLong(i++, columns.until().toEpochMilli());
    statement.setLong(i++, columns.ordinal());
    statement.setLong(i++, columns.ended() ? 1 : 0);
    statement.setLong(i++, record.revision());
    statement.setBytes(i++, record.sealed().toByteArray());
    return i;
  }
}
