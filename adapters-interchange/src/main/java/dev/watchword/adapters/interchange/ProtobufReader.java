package dev.watchword.adapters.interchange;

import java.util.Arrays;

/// Reads the fields of a Protocol Buffers message, one after the other, within its bytes (SECURITY
/// IM-09). Groups, which no message here has, are stepped over without recursion, 16 deep at the
/// most.
final class ProtobufReader {

  static final int VARINT = 0;
  static final int BYTES = 2;

  private static final int FIXED64 = 1;
  private static final int START_GROUP = 3;
  private static final int END_GROUP = 4;
  private static final int FIXED32 = 5;
  private static final int MAX_GROUPS = 16;

  /// Bytes that are no message.
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException() {
      super("malformed message");
    }
  }

  private final byte[] in;
  private int at;
  private int field;
  private int wireType;

  ProtobufReader(byte[] message) {
    this.in = message;
  }

  /// Moves to the next field; its value must be taken or skipped before the one after.
  ///
  /// @return false at the end
  boolean next() throws MalformedException {
    if (at == in.length) {
      return false;
    }
    long tag = rawVarint();
    field = (int) (tag >>> 3);
    wireType = (int) tag & 7;
    if (tag >>> 32 != 0 || field == 0) {
      throw new MalformedException();
    }
    return true;
  }

  int field() {
    return field;
  }

  int wireType() {
    return wireType;
  }

  long varint() throws MalformedException {
    if (wireType != VARINT) {
      throw new MalformedException();
    }
    return rawVarint();
  }

  byte[] bytes() throws MalformedException {
    if (wireType != BYTES) {
      throw new MalformedException();
    }
    int length = length();
    byte[] value = Arrays.copyOfRange(in, at, at + length);
    at += length;
    return value;
  }

  void skip() throws MalformedException {
    int depth = 0;
    do {
      switch (wireType) {
        case VARINT -> rawVarint();
        case FIXED64 -> advance(8);
        case BYTES -> advance(length());
        case FIXED32 -> advance(4);
        case START_GROUP -> {
          if (++depth > MAX_GROUPS) {
            throw new MalformedException();
          }
        }
        case END_GROUP -> {
          if (--depth < 0) {
            throw new MalformedException();
          }
        }
        default -> throw new MalformedException();
      }
      if (depth > 0 && !next()) {
        throw new MalformedException();
      }
    } while (depth > 0);
  }

  private int length() throws MalformedException {
    long length = rawVarint();
    if (length < 0 || length > in.length - at) {
      throw new MalformedException();
    }
    return (int) length;
  }

  private void advance(int count) throws MalformedException {
    if (count > in.length - at) {
      throw new MalformedException();
    }
    at += count;
  }

  private long rawVarint() throws MalformedException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at == in.length) {
        throw new MalformedException();
      }
      byte b = in[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new MalformedException();
  }
}
