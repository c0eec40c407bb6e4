package dev.watchword.core.secret;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/// The PIN that mOTP and Yandex mix into a code: 1 to 64 characters, mostly 4 to 16 digits.
///
/// A secret like [SharedSecret], with the same rules: copied in, lent by [#expose], redacted, wiped
/// by [#close].
public final class Pin implements AutoCloseable {

  /// The longest PIN, in characters (UTF-16 code units).
  public static final int MAX_LENGTH = 64;

  private final char[] characters;
  private volatile boolean closed;

  private Pin(char[] owned) {
    if (owned.length < 1 || owned.length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "pin: 1 to " + MAX_LENGTH + " characters, got " + owned.length);
    }
    this.characters = owned;
  }

  /// A PIN with a copy of these characters.
  ///
  /// @throws IllegalArgumentException when it is empty or longer than 64 characters
  public static Pin of(CharSequence text) {
    char[] owned = new char[text.length()];
    for (int i = 0; i < owned.length; i++) {
      owned[i] = text.charAt(i);
    }
    return new Pin(owned);
  }

  /// Lends a copy of the characters to `reader` and wipes that copy when it returns.
  ///
  /// @throws IllegalStateException after [#close]
  public <R> R expose(Function<? super char[], R> reader) {
    char[] copy = copyCharacters();
    try {
      return reader.apply(copy);
    } finally {
      Arrays.fill(copy, '\0');
    }
  }

  public int length() {
    return characters.length;
  }

  /// A PIN of its own with the same characters.
  ///
  /// @throws IllegalStateException after [#close]
  public Pin copy() {
    return new Pin(copyCharacters());
  }

  private char[] copyCharacters() {
    if (closed) {
      throw new IllegalStateException("this PIN was wiped");
    }
    return characters.clone();
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(characters, '\0');
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Pin that) || closed || that.closed) {
      return false;
    }
    byte[] own = utf16();
    byte[] others = that.utf16();
    boolean equal = MessageDigest.isEqual(own, others);
    Arrays.fill(own, (byte) 0);
    Arrays.fill(others, (byte) 0);
    return equal;
  }

  private byte[] utf16() {
    byte[] bytes = new byte[characters.length * 2];
    for (int i = 0; i < characters.length; i++) {
      bytes[2 * i] = (byte) (characters[i] >> 8);
      bytes[2 * i + 1] = (byte) characters[i];
    }
    return bytes;
  }

  @Override
  public int hashCode() {
    return characters.length;
  }

  @Override
  public String toString() {
    return "Pin[REDACTED]";
  }
}
