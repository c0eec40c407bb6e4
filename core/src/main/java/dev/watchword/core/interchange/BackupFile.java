package dev.watchword.core.interchange;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// The bytes of a file that is to be imported, and the name that the report calls it by.
///
/// The name is never used as a path. [#close] wipes the bytes, which may hold secrets. Not
/// thread-safe.
public final class BackupFile implements AutoCloseable {

  private final String path;
  private final byte[] bytes;
  private final Map<Class<?>, Object> views = new HashMap<>();

  /// @param path as the person gave it; only for the report, and to find a companion by name
  /// @param bytes now this file's, to lend and to wipe
  public BackupFile(String path, byte[] bytes) {
    this.path = Objects.requireNonNull(path);
    this.bytes = Objects.requireNonNull(bytes);
  }

  public String path() {
    return path;
  }

  /// The part of the path after the last slash or backslash.
  public String name() {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  /// The bytes themselves, not a copy: to be read, not changed.
  @SuppressWarnings("ArrayReturnedWithoutCopy")
  public byte[] bytes() {
    return bytes;
  }

  public int size() {
    return bytes.length;
  }

  /// Whether the file begins with these bytes.
  public boolean startsWith(byte... magic) {
    return bytes.length >= magic.length
        && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
  }

  /// A view of the content (its text, its JSON), made once and shared by all who recognise the
  /// file.
  ///
  /// @param kind what is asked for, one view of each kind
  /// @param maker makes it the first time; must not fail, a view says itself that it is none
  public <T> T view(Class<T> kind, Function<? super BackupFile, ? extends T> maker) {
    Object known = views.get(kind);
    if (known == null) {
      known = maker.apply(this);
      views.put(kind, known);
    }
    return kind.cast(known);
  }

  @Override
  public void close() {
    views.clear();
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "BackupFile[" + bytes.length + " bytes]";
  }
}
