package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Takes a binary file apart from front to back; a length past the end is damage, never an
/// out-of-range access.
final class Bytes {

  private final BackupFormat format;
  private final ByteBuffer in;

  Bytes(BackupFormat format, byte[] bytes, ByteOrder order) {
    this.format = format;
    this.in = ByteBuffer.wrap(bytes).order(order);
  }

  int position() {
    return in.position();
  }

  int remaining() {
    return in.remaining();
  }

  int u8() throws BackupFileException {
    need(1);
    return in.get() & 0xff;
  }

  int u16() throws BackupFileException {
    need(2);
    return in.getShort() & 0xffff;
  }

  int i32() throws BackupFileException {
    need(4);
    return in.getInt();
  }

  long i64() throws BackupFileException {
    need(8);
    return in.getLong();
  }

  /// A length of 32 bits that the rest of the file must hold.
  int length() throws BackupFileException {
    int length = i32();
    need(length);
    return length;
  }

  byte[] take(int length) throws BackupFileException {
    need(length);
    byte[] taken = new byte[length];
    in.get(taken);
    return taken;
  }

  /// All that is left but the last `length` bytes.
  byte[] takeAllBut(int length) throws BackupFileException {
    return take(in.remaining() - length);
  }

  byte[] rest() {
    byte[] rest = new byte[in.remaining()];
    in.get(rest);
    return rest;
  }

  private void need(int length) throws BackupFileException {
    if (length < 0 || length > in.remaining()) {
      throw Refusal.damaged(format, "it ends too early, at byte " + in.position());
    }
  }

  static byte[] concat(byte[]... pieces) {
    int length = 0;
    for (byte[] piece : pieces) {
      length += piece.length;
    }
    byte[] all = new byte[length];
    int offset = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, all, offset, piece.length);
      offset += piece.length;
    }
    return all;
  }

  static byte[] range(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }
}
