package dev.watchword.adapters.interchange;

import dev.watchword.adapters.interchange.SqliteFile.MalformedException;
import java.nio.ByteBuffer;

/// SQLite's integers of one to nine bytes, the high bits first.
final class SqliteVarint {

  private final ByteBuffer in;
  private final int end;
  private int at;

  /// @param end where the bytes that may be read stop
  SqliteVarint(ByteBuffer in, int from, int end) {
    this.in = in;
    this.at = from;
    this.end = end;
  }

  int position() {
    return at;
  }

  long next() throws MalformedException {
    long value = 0;
    for (int i = 0; i < 9; i++) {
      if (at < 0 || at >= end) {
        throw new MalformedException("a number lies outside of its page");
      }
      byte b = in.get(at++);
      if (i == 8) {
        return (value << 8) | (b & 0xff);
      }
      value = (value << 7) | (b & 0x7f);
      if (b >= 0) {
        return value;
      }
    }
    throw new MalformedException("a number has no end");
  }
}
