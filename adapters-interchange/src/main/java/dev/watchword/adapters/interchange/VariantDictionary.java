package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// KDBX's dictionary of typed values, in which a file's key derivation is described.
final class VariantDictionary {

  private static final int VERSION = 0x0100;
  private static final int END = 0;

  private final BackupFormat format;
  private final Map<String, byte[]> values;

  private VariantDictionary(BackupFormat format, Map<String, byte[]> values) {
    this.format = format;
    this.values = values;
  }

  static VariantDictionary parse(byte[] bytes, BackupFormat format) throws BackupFileException {
    Bytes in = new Bytes(format, bytes, ByteOrder.LITTLE_ENDIAN);
    if ((in.u16() & 0xff00) != VERSION) {
      throw Refusal.unsupported(format, "the version of its key derivation is unknown");
    }
    Map<String, byte[]> values = new HashMap<>();
    while (in.u8() != END) {
      String name = new String(in.take(in.length()), StandardCharsets.UTF_8);
      values.put(name, in.take(in.length()));
    }
    return new VariantDictionary(format, values);
  }

  byte[] bytes(String name) throws BackupFileException {
    return Optional.ofNullable(values.get(name))
        .orElseThrow(() -> Refusal.damaged(format, "a parameter of its key derivation is missing"));
  }

  /// A number of four or eight bytes; negative when it is over 2^63 - 1.
  long number(String name) throws BackupFileException {
    byte[] value = bytes(name);
    if (value.length != 4 && value.length != 8) {
      throw Refusal.damaged(format, "a parameter of its key derivation is no number");
    }
    return ByteBuffer.wrap(Arrays.copyOf(value, 8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /// Writes a dictionary, value by value.
  static final class Writer {

    private static final int U32 = 0x04;
    private static final int U64 = 0x05;
    private static final int BYTES = 0x42;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Writer() {
      out.write(0);
      out.write(1);
    }

    Writer u32(String name, int value) {
      return put(
          U32, name, ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    }

    Writer u64(String name, long value) {
      return put(
          U64, name, ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    }

    Writer bytes(String name, byte[] value) {
      return put(BYTES, name, value);
    }

    private Writer put(int type, String name, byte[] value) {
      byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
      ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
      out.write(type);
      out.writeBytes(length.putInt(0, utf8.length).array());
      out.writeBytes(utf8);
      out.writeBytes(length.putInt(0, value.length).array());
      out.writeBytes(value);
      return this;
    }

    byte[] end() {
      out.write(END);
      return out.toByteArray();
    }
  }
}
