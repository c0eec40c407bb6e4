package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.ImportLimits;
import dev.watchword.core.interchange.ReadContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The write-ahead log beside a SQLite file (sqlite.org/fileformat2 §4): pages of committed
/// transactions that are not in the file yet. A phone's database is mostly there.
///
/// Frames count up to the last one that ends a transaction and has right checksums, as for SQLite
/// itself; the file and its log stay as they are.
final class SqliteWal {

  private static final String LOG = "-wal";
  private static final String INDEX = "-shm";
  private static final int MAGIC = 0x377f0682;
  private static final int HEADER_LENGTH = 32;
  private static final int FRAME_HEADER_LENGTH = 24;

  private final ByteBuffer in;
  private final ByteOrder order;
  private final int pageSize;
  private int sum1;
  private int sum2;

  private SqliteWal(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
    this.order = (in.getInt(0) & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    this.pageSize = in.getInt(8);
  }

  /// The database that a file is the log of, or the log's index: itself where it is neither.
  static BackupFile database(BackupFile file, List<BackupFile> companions) {
    return companions.stream()
        .filter(other -> SqliteFile.isSqlite(other.bytes()))
        .filter(other ->
            file.path().equals(other.path() + LOG) || file.path().equals(other.path() + INDEX))
        .findFirst()
        .orElse(file);
  }

  /// Whether a file is the log of another, or its index: with nothing to read of its own. Says so.
  static boolean isPart(BackupFile file, ReadContext context, Items items) {
    boolean part = database(file, context.companions()) != file;
    if (part) {
      items.warn("It belongs to the database beside it and was read with that.");
    }
    return part;
  }

  /// The database's bytes with its log's pages in their places; as they are where there is no log.
  static byte[] applied(BackupFile file, List<BackupFile> companions) {
    Optional<BackupFile> log =
        companions.stream()
            .filter(other -> other.path().equals(file.path() + LOG))
            .filter(other -> other.size() >= HEADER_LENGTH)
            .filter(other -> (ByteBuffer.wrap(other.bytes()).getInt() & ~1) == MAGIC)
            .findFirst();
    return log.isEmpty() ? file.bytes() : new SqliteWal(log.get().bytes()).over(file.bytes());
  }

  private byte[] over(byte[] database) {
    if (pageSize < 512 || pageSize > 65_536 || Integer.bitCount(pageSize) != 1) {
      return database;
    }
    sum(0, 24);
    if (sum1 != in.getInt(24) || sum2 != in.getInt(28)) {
      return database;
    }
    int frameLength = FRAME_HEADER_LENGTH + pageSize;
    int committed = 0;
    long pages = 0;
    int count = (in.limit() - HEADER_LENGTH) / frameLength;
    for (int i = 0; i < count; i++) {
      int at = HEADER_LENGTH + i * frameLength;
      sum(at, 8);
      sum(at + FRAME_HEADER_LENGTH, pageSize);
      boolean whole =
          in.getLong(at + 8) == in.getLong(16)
              && sum1 == in.getInt(at + 16)
              && sum2 == in.getInt(at + 20);
      if (!whole) {
        break;
      }
      if (in.getInt(at + 4) != 0) {
        committed = i + 1;
        pages = in.getInt(at + 4) & 0xffff_ffffL;
      }
    }
    return committed == 0 || pages * pageSize > ImportLimits.STANDARD.inflatedBytes()
        ? database
        : merged(database, committed, (int) pages * pageSize);
  }

  private byte[] merged(byte[] database, int frames, int length) {
    byte[] merged = Arrays.copyOf(database, length);
    for (int i = 0; i < frames; i++) {
      int at = HEADER_LENGTH + i * (FRAME_HEADER_LENGTH + pageSize);
      long start = ((in.getInt(at) & 0xffff_ffffL) - 1) * pageSize;
      if (start >= 0 && start + pageSize <= length) {
        in.get(at + FRAME_HEADER_LENGTH, merged, (int) start, pageSize);
      }
    }
    return merged;
  }

  /// Goes on with the running checksum over words, two at a time.
  private void sum(int from, int length) {
    ByteBuffer words = in.duplicate().order(order);
    for (int at = from; at < from + length; at += 8) {
      sum1 += words.getInt(at) + sum2;
      sum2 += words.getInt(at + 4) + sum1;
    }
  }
}
