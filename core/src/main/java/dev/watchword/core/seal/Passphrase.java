package dev.watchword.core.seal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.function.Function;

/// A passphrase as a person gave it: normalised to NFC (NIST SP 800-63B §3.1.1.2), whole, 1 to
/// 1,024 bytes of UTF-8.
///
/// Redacted, lent by [#expose], wiped by [#close]. Not thread-safe.
public final class Passphrase implements AutoCloseable {

  public static final int MAX_BYTES = 1024;

  private final byte[] utf8;
  private final int codePoints;

  private Passphrase(byte[] utf8, int codePoints) {
    this.utf8 = utf8;
    this.codePoints = codePoints;
  }

  /// @param characters copied; the caller wipes them
  /// @throws IllegalArgumentException when it is empty or over 1,024 bytes, before any hashing
  public static Passphrase of(char[] characters) {
    if (characters.length > MAX_BYTES) {
      throw tooLong();
    }
    char[] normal = normalised(characters);
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(normal));
    byte[] utf8 = new byte[encoded.remaining()];
    encoded.get(utf8);
    Arrays.fill(encoded.array(), (byte) 0);
    int codePoints = Character.codePointCount(normal, 0, normal.length);
    Arrays.fill(normal, '\0');
    if (utf8.length < 1) {
      throw new IllegalArgumentException("passphrase: it is empty");
    }
    if (utf8.length > MAX_BYTES) {
      Arrays.fill(utf8, (byte) 0);
      throw tooLong();
    }
    return new Passphrase(utf8, codePoints);
  }

  private static IllegalArgumentException tooLong() {
    return new IllegalArgumentException("passphrase: longer than 1,024 bytes");
  }

  private static char[] normalised(char[] characters) {
    for (char c : characters) {
      if (c >= 0x80) {
        return Normalizer.normalize(CharBuffer.wrap(characters), Normalizer.Form.NFC).toCharArray();
      }
    }
    return characters.clone();
  }

  /// Its length as a person counts it.
  public int codePoints() {
    return codePoints;
  }

  /// Lends a copy of the UTF-8 bytes and wipes that copy.
  public <R> R expose(Function<? super byte[], R> reader) {
    byte[] copy = utf8.clone();
    try {
      return reader.apply(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  @Override
  public void close() {
    Arrays.fill(utf8, (byte) 0);
  }

  @Override
  public String toString() {
    return "Passphrase[REDACTED]";
  }
}
