package dev.watchword.adapters.interchange;

import dev.watchword.adapters.interchange.SqliteFile.MalformedException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One row of a table: its values by column name. A column that was added later and is not stored
/// in the row counts as null.
final class SqliteRow {

  private final SqliteColumns columns;
  private final @Nullable Object[] values;

  private SqliteRow(SqliteColumns columns, @Nullable Object[] values) {
    this.columns = columns;
    this.values = values;
  }

  static SqliteRow parse(byte[] record, long rowId, SqliteColumns columns, Charset charset)
      throws MalformedException {
    ByteBuffer in = ByteBuffer.wrap(record);
    SqliteVarint header = new SqliteVarint(in, 0, record.length);
    long headerEnd = header.next();
    if (headerEnd < 1 || headerEnd > record.length) {
      throw new MalformedException("a row's header is longer than the row");
    }
    @Nullable Object[] values = new @Nullable Object[columns.count()];
    int at = (int) headerEnd;
    for (int i = 0; header.position() < headerEnd; i++) {
      long type = header.next();
      long length = length(type);
      if (length < 0 || length > record.length - at) {
        throw new MalformedException("a value is longer than its row");
      }
      if (i < values.length) {
        values[i] = value(in, type, at, (int) length, charset);
      }
      at += (int) length;
    }
    int rowIdColumn = columns.rowIdColumn();
    if (rowIdColumn >= 0 && values[rowIdColumn] == null) {
      values[rowIdColumn] = rowId;
    }
    return new SqliteRow(columns, values);
  }

  private static long length(long type) {
    if (type >= 12) {
      return (type - 12) / 2;
    }
    return switch ((int) type) {
      case 0, 8, 9 -> 0;
      case 1, 2, 3, 4 -> type;
      case 5 -> 6;
      case 6, 7 -> 8;
      default -> -1;
    };
  }

  private static @Nullable Object value(
      ByteBuffer in, long type, int at, int length, Charset charset) {
    if (type >= 12) {
      byte[] bytes = new byte[length];
      in.get(at, bytes);
      return type % 2 == 0 ? bytes : new String(bytes, charset);
    }
    return switch ((int) type) {
      case 0 -> null;
      case 7 -> in.getDouble(at);
      case 8 -> 0L;
      case 9 -> 1L;
      default -> {
        long number = in.get(at);
        for (int i = 1; i < length; i++) {
          number = (number << 8) | (in.get(at + i) & 0xff);
        }
        yield number;
      }
    };
  }

  private @Nullable Object value(String column) {
    int index = columns.indexOf(column);
    return index < 0 ? null : values[index];
  }

  /// A text, or a number written out; empty for null and bytes.
  Optional<String> optionalText(String column) {
    Object value = value(column);
    return value instanceof String || value instanceof Long
        ? Optional.of(value.toString())
        : Optional.empty();
  }

  String text(String column) {
    return optionalText(column).orElse("");
  }

  Optional<Long> integer(String column) {
    return value(column) instanceof Long number ? Optional.of(number) : Optional.empty();
  }

  @Override
  public String toString() {
    return "SqliteRow[" + values.length + " values]";
  }
}
