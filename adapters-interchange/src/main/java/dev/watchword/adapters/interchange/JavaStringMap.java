package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A `java.util.HashMap` of strings in Java's serialisation, read by its bytes (SECURITY IM-07): no
/// class is ever loaded for it, and any other content is refused.
final class JavaStringMap {

  private static final int MAX_PAIRS = 50_000;
  private static final String CLASS_NAME = "java.util.HashMap";
  private static final long CLASS_UID = 0x0507DAC1C31660D1L;
  private static final int FLAGS_SERIALIZABLE_WITH_WRITER = 3;
  private static final int FIRST_HANDLE = 0x7E0000;

  private static final int NULL = 0x70;
  private static final int REFERENCE = 0x71;
  private static final int CLASS_DESCRIPTION = 0x72;
  private static final int OBJECT = 0x73;
  private static final int STRING = 0x74;
  private static final int BLOCK_DATA = 0x77;
  private static final int END_BLOCK = 0x78;
  private static final int LONG_STRING = 0x7C;

  private final BackupFormat format;
  private final Bytes in;

  /// What a reference may point at, by its number; null for what is no string.
  private final List<@Nullable String> handles = new ArrayList<>();

  private JavaStringMap(BackupFormat format, byte[] bytes) {
    this.format = format;
    this.in = new Bytes(format, bytes, ByteOrder.BIG_ENDIAN);
  }

  static boolean isSerialized(BackupFile file) {
    return file.startsWith((byte) 0xac, (byte) 0xed, (byte) 0, (byte) 5);
  }

  /// @throws BackupFileException when the bytes are anything but a map of strings
  static Map<String, String> parse(byte[] bytes, BackupFormat format) throws BackupFileException {
    return new JavaStringMap(format, bytes).read();
  }

  private Map<String, String> read() throws BackupFileException {
    expect(in.i32() == 0xaced0005);
    expect(in.u8() == OBJECT && in.u8() == CLASS_DESCRIPTION);
    expect(utf(in.u16()).equals(CLASS_NAME) && in.i64() == CLASS_UID);
    expect(in.u8() == FLAGS_SERIALIZABLE_WITH_WRITER);
    handles.add(null); // the class
    int fields = in.u16();
    expect(fields == 1 || fields == 2);
    int fieldBytes = 0;
    for (int i = 0; i < fields; i++) {
      int type = in.u8();
      expect(type == 'F' || type == 'I');
      utf(in.u16());
      fieldBytes += 4;
    }
    expect(in.u8() == END_BLOCK && in.u8() == NULL);
    handles.add(null); // the map
    in.take(fieldBytes);
    expect(in.u8() == BLOCK_DATA && in.u8() == 8);
    in.i32(); // capacity
    int size = in.i32();
    expect(size >= 0 && size <= MAX_PAIRS);
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      String key = string();
      String value = string();
      if (key != null && value != null) {
        expect(map.putIfAbsent(key, value) == null);
      }
    }
    expect(in.u8() == END_BLOCK);
    return map;
  }

  private @Nullable String string() throws BackupFileException {
    int kind = in.u8();
    return switch (kind) {
      case NULL -> null;
      case REFERENCE -> {
        int index = in.i32() - FIRST_HANDLE;
        expect(index >= 0 && index < handles.size() && handles.get(index) != null);
        yield handles.get(index);
      }
      case STRING, LONG_STRING -> {
        long length = kind == STRING ? in.u16() : in.i64();
        expect(length >= 0 && length <= in.remaining());
        String text = utf((int) length);
        handles.add(text);
        yield text;
      }
      default -> throw refusal();
    };
  }

  /// Modified UTF-8: NUL in two bytes, characters beyond the first plane in two times three.
  private String utf(int length) throws BackupFileException {
    byte[] bytes = in.take(length);
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; ) {
      int b = bytes[i] & 0xff;
      int more = b < 0x80 ? 0 : b >> 5 == 6 ? 1 : b >> 4 == 14 ? 2 : -1;
      expect(more >= 0 && i + more < length);
      int c = more == 0 ? b : b & (more == 1 ? 0x1f : 0x0f);
      for (int j = 1; j <= more; j++) {
        expect((bytes[i + j] & 0xc0) == 0x80);
        c = (c << 6) | (bytes[i + j] & 0x3f);
      }
      text.append((char) c);
      i += more + 1;
    }
    return text.toString();
  }

  private void expect(boolean fits) throws BackupFileException {
    if (!fits) {
      throw refusal();
    }
  }

  private BackupFileException refusal() {
    return Refusal.damaged(
        format,
        "at byte %d it is anything but a map of texts, and nothing else is read"
            .formatted(in.position()));
  }
}
