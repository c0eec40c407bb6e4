package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.ImportLimits;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The tables of another program's SQLite file (sqlite.org/fileformat2), read page by page from
/// memory (SECURITY IM-13).
///
/// There is no SQL here: no view, trigger, index, virtual table or function of the file is ever
/// evaluated, and the file is not opened by a database engine. Every page is visited once, every
/// length is checked, and the bytes of all rows together are limited.
final class SqliteFile {

  private static final int HEADER_LENGTH = 100;
  private static final int LEAF = 0x0d;
  private static final int INTERIOR = 0x05;
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  /// A place in the file that is not as the format wants it. Never leaves this package.
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String detail) {
      super(detail);
    }
  }

  private final ByteBuffer in;
  private final int pageSize;
  private final int usable;
  private final int pageCount;
  private final Charset charset;
  private final Map<String, Schema> schemas = new HashMap<>();
  private long bytesLeft = ImportLimits.STANDARD.inflatedBytes();

  private record Schema(int rootPage, SqliteColumns columns) {}

  private SqliteFile(byte[] bytes) throws MalformedException {
    this.in = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER_LENGTH || !isSqlite(bytes)) {
      throw new MalformedException("the header is missing");
    }
    int stored = in.getShort(16) & 0xffff;
    this.pageSize = stored == 1 ? 65_536 : stored;
    this.usable = pageSize - (in.get(20) & 0xff);
    if (pageSize < 512 || Integer.bitCount(pageSize) != 1 || usable < 480) {
      throw new MalformedException("the page size is out of range");
    }
    this.pageCount = bytes.length / pageSize;
    this.charset =
        switch (in.getInt(56)) {
          case 2 -> StandardCharsets.UTF_16LE;
          case 3 -> StandardCharsets.UTF_16BE;
          default -> StandardCharsets.UTF_8;
        };
    readSchema();
  }

  static boolean isSqlite(byte[] bytes) {
    return bytes.length >= MAGIC.length
        && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /// The file as a database to recognise it by; empty when it is none, or a broken one.
  static Optional<SqliteFile> peek(BackupFile file) {
    return file.view(Peek.class, f -> new Peek(parse(f.bytes()))).file();
  }

  private record Peek(Optional<SqliteFile> file) {}

  private static Optional<SqliteFile> parse(byte[] bytes) {
    try {
      return isSqlite(bytes) ? Optional.of(new SqliteFile(bytes)) : Optional.empty();
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  /// As [#peek], with what is in the log beside the file; for the log itself, the same.
  static Optional<SqliteFile> peek(BackupFile file, List<BackupFile> companions) {
    BackupFile database = SqliteWal.database(file, companions);
    if (!isSqlite(database.bytes())) {
      return Optional.empty();
    }
    byte[] bytes = SqliteWal.applied(database, companions);
    return bytes == database.bytes() ? peek(database) : parse(bytes);
  }

  /// @throws BackupFileException when the bytes are no database, or a broken one
  static SqliteFile open(byte[] bytes, BackupFormat format) throws BackupFileException {
    try {
      return new SqliteFile(bytes);
    } catch (MalformedException e) {
      throw damaged(format, e);
    }
  }

  private static BackupFileException damaged(BackupFormat format, MalformedException e) {
    return Refusal.damaged(format, "its SQLite file is broken (" + e.getMessage() + ")");
  }

  /// Whether there is a real table of this name with at least these columns.
  boolean hasTable(String name, String... columns) {
    Schema schema = schemas.get(name);
    return schema != null && Arrays.stream(columns).allMatch(schema.columns()::has);
  }

  /// All rows of a table, in the order of their row numbers.
  ///
  /// @throws BackupFileException when the table is missing or its pages are broken
  List<SqliteRow> rows(String table, BackupFormat format, ImportLimits limits)
      throws BackupFileException {
    Schema schema = schemas.get(table);
    if (schema == null) {
      throw Refusal.damaged(format, "a table is missing");
    }
    try {
      return rows(schema.rootPage(), schema.columns(), limits.entries() + 1);
    } catch (MalformedException e) {
      throw damaged(format, e);
    }
  }

  private void readSchema() throws MalformedException {
    SqliteColumns columns = SqliteColumns.of("type", "name", "tbl_name", "rootpage", "sql");
    for (SqliteRow row : rows(1, columns, 10_000)) {
      String sql = row.text("sql");
      boolean table =
          row.text("type").equals("table") && sql.regionMatches(true, 0, "create table", 0, 12);
      if (table) {
        Optional<SqliteColumns> parsed = SqliteColumns.parse(sql);
        int root = (int) row.integer("rootpage").orElse(0L).longValue();
        if (parsed.isPresent()) {
          String name = row.text("name").toLowerCase(Locale.ROOT);
          schemas.putIfAbsent(name, new Schema(root, parsed.get()));
        }
      }
    }
  }

  private List<SqliteRow> rows(int rootPage, SqliteColumns columns, int limit)
      throws MalformedException {
    List<SqliteRow> rows = new ArrayList<>();
    Set<Integer> visited = new HashSet<>();
    Deque<Integer> pages = new ArrayDeque<>();
    pages.push(rootPage);
    while (!pages.isEmpty() && rows.size() < limit) {
      int page = pages.pop();
      if (page < 1 || page > pageCount || !visited.add(page)) {
        throw new MalformedException("a page number is out of range or used twice");
      }
      int start = (page - 1) * pageSize;
      int header = page == 1 ? start + HEADER_LENGTH : start;
      int kind = in.get(header);
      int count = in.getShort(header + 3) & 0xffff;
      int pointers = header + (kind == INTERIOR ? 12 : 8);
      if ((kind != LEAF && kind != INTERIOR) || pointers + 2 * count > start + usable) {
        throw new MalformedException("a page is of no known kind");
      }
      if (kind == LEAF) {
        for (int i = 0; i < count && rows.size() < limit; i++) {
          int cell = start + (in.getShort(pointers + 2 * i) & 0xffff);
          rows.add(row(cell, start + usable, columns));
        }
        continue;
      }
      pages.push(in.getInt(header + 8));
      for (int i = count - 1; i >= 0; i--) {
        int cell = start + (in.getShort(pointers + 2 * i) & 0xffff);
        if (cell + 4 > start + usable) {
          throw new MalformedException("a cell lies outside of its page");
        }
        pages.push(in.getInt(cell));
      }
    }
    return rows;
  }

  private SqliteRow row(int cell, int end, SqliteColumns columns) throws MalformedException {
    SqliteVarint at = new SqliteVarint(in, cell, end);
    long length = at.next();
    long rowId = at.next();
    if (length < 0 || length > bytesLeft) {
      throw new MalformedException("a row is longer than allowed");
    }
    bytesLeft -= length;
    return SqliteRow.parse(payload(at.position(), end, (int) length), rowId, columns, charset);
  }

  /// The bytes of a cell, those on overflow pages included.
  private byte[] payload(int from, int end, int length) throws MalformedException {
    int most = usable - 35;
    int local = length;
    if (length > most) {
      int least = (usable - 12) * 32 / 255 - 23;
      int rest = least + (length - least) % (usable - 4);
      local = rest <= most ? rest : least;
    }
    int pointer = length > local ? 4 : 0;
    if (local < 0 || from + local + pointer > end) {
      throw new MalformedException("a cell lies outside of its page");
    }
    byte[] payload = new byte[length];
    in.get(from, payload, 0, local);
    int page = pointer == 0 ? 0 : in.getInt(from + local);
    for (int done = local; done < length; ) {
      if (page < 1 || page > pageCount) {
        throw new MalformedException("an overflow page is out of range");
      }
      int start = (page - 1) * pageSize;
      int now = Math.min(length - done, usable - 4);
      in.get(start + 4, payload, done, now);
      page = in.getInt(start);
      done += now;
    }
    return payload;
  }
}
