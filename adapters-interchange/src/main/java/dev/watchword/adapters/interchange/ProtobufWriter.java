package dev.watchword.adapters.interchange;

import java.io.ByteArrayOutputStream;

/// Writes the fields of a Protocol Buffers message.
final class ProtobufWriter {

  private final ByteArrayOutputStream out;

  ProtobufWriter(ByteArrayOutputStream out) {
    this.out = out;
  }

  /// @param value a negative one takes ten bytes, as for `int32`
  ProtobufWriter varint(int field, long value) {
    raw((long) field << 3 | ProtobufReader.VARINT);
    raw(value);
    return this;
  }

  ProtobufWriter bytes(int field, byte[] value) {
    raw((long) field << 3 | ProtobufReader.BYTES);
    raw(value.length);
    out.writeBytes(value);
    return this;
  }

  private void raw(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
