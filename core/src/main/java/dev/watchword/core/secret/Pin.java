package dev.watchword.core.secret;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/// The PIN that mOTP and Yandex mix into a code: 1 to 64 characters, mostly 4 to 16 digits.
///
/// A secret like [SharedSecret], with the same rules: copied in, lent by [#expose], redacted, wiped
/// by [#close].
public final class Pin implements AutoCloseable {

  private static final int MAX_LENGTH = 64;

  private final char[] characters;

  private Pin(char[] owned) {
    if (owned.length < 1 || owned.length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "pin: 1 to %d characters, got %d".formatted(MAX_LENGTH, owned.length));
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
  public <R> R expose(Function<? super char[], R> reader) {
    char[] copy = characters.clone();
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
  public Pin copy() {
    return new Pin(characters.clone());
  }

  @Override
  public void close() {
    Arrays.fill(characters, '\0');
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pin that && MessageDigest.isEqual(utf16(), that.utf16());
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
