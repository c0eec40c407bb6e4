package dev.watchword.core.interchange;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/// The password of another program's backup, exactly as it was typed: no Unicode form is forced on
/// it, for the other program forced none; it may be empty.
///
/// Redacted, lent by [#expose], wiped by [#close].
public final class BackupPassword implements AutoCloseable {

  /// The longest password, in characters.
  public static final int MAX_LENGTH = 4096;

  private final char[] characters;

  private BackupPassword(char[] owned) {
    this.characters = owned;
  }

  /// A password of these characters.
  ///
  /// @param characters copied; the caller wipes them
  /// @throws IllegalArgumentException when there are more than 4,096
  public static BackupPassword of(char[] characters) {
    if (characters.length > MAX_LENGTH) {
      throw new IllegalArgumentException("password: at most 4096 characters");
    }
    return new BackupPassword(characters.clone());
  }

  /// The same password once more, to be closed on its own.
  public BackupPassword copy() {
    return new BackupPassword(characters.clone());
  }

  /// Lends the UTF-8 bytes and wipes them afterwards.
  public <R> R expose(Function<? super byte[], R> reader) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters));
    byte[] utf8 = new byte[encoded.remaining()];
    encoded.get(utf8);
    encoded.rewind();
    encoded.put(new byte[encoded.remaining()]);
    try {
      return reader.apply(utf8);
    } finally {
      Arrays.fill(utf8, (byte) 0);
    }
  }

  /// Its length as a person counts it, in code points.
  public int codePoints() {
    return Character.codePointCount(characters, 0, characters.length);
  }

  @Override
  public void close() {
    Arrays.fill(characters, '\0');
  }

  @Override
  public String toString() {
    return "BackupPassword[REDACTED]";
  }
}
