package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The outer header of a KDBX file: fields by their number, and where it ends.
final class KdbxHeader {

  static final int CIPHER = 2;
  static final int COMPRESSION = 3;
  static final int SEED = 4;
  static final int TRANSFORM_SEED = 5;
  static final int TRANSFORM_ROUNDS = 6;
  static final int IV = 7;
  static final int STREAM_KEY = 8;
  static final int START_BYTES = 9;
  static final int STREAM_ID = 10;
  static final int KDF = 11;

  private static final int END = 0;
  private static final int FIXED_LENGTH = 12;

  private final BackupFormat format;
  private final int major;
  private final Map<Integer, byte[]> fields;
  private final int length;

  private KdbxHeader(BackupFormat format, int major, Map<Integer, byte[]> fields, int length) {
    this.format = format;
    this.major = major;
    this.fields = fields;
    this.length = length;
  }

  static KdbxHeader parse(byte[] file, BackupFormat format) throws BackupFileException {
    Bytes in = new Bytes(format, file, ByteOrder.LITTLE_ENDIAN);
    in.take(FIXED_LENGTH - 4);
    in.u16(); // the minor version
    int major = in.u16();
    if (major != 3 && major != 4) {
      throw Refusal.unsupported(format, "its KDBX version is neither 3 nor 4");
    }
    Map<Integer, byte[]> fields = new HashMap<>();
    while (true) {
      int id = in.u8();
      byte[] value = major == 4 ? in.take(in.length()) : in.take(in.u16());
      if (id == END) {
        return new KdbxHeader(format, major, fields, in.position());
      }
      fields.put(id, value);
    }
  }

  int major() {
    return major;
  }

  /// The bytes of the header, which KDBX 4 seals as well.
  byte[] bytes(byte[] file) {
    return Arrays.copyOf(file, length);
  }

  int length() {
    return length;
  }

  byte[] field(int id) throws BackupFileException {
    return Optional.ofNullable(fields.get(id))
        .orElseThrow(() -> Refusal.damaged(format, "header field " + id + " is missing"));
  }

  /// A field as an unsigned number of four or eight bytes.
  long number(int id) throws BackupFileException {
    byte[] value = field(id);
    if (value.length != 4 && value.length != 8) {
      throw Refusal.damaged(format, "header field " + id + " is no number");
    }
    ByteBuffer in = ByteBuffer.wrap(Arrays.copyOf(value, 8)).order(ByteOrder.LITTLE_ENDIAN);
    return in.getLong();
  }
}
