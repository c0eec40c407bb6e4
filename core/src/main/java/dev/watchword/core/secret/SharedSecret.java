package dev.watchword.core.secret;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;

/// The secret K that an authenticator and a verifier share (RFC 4226 §5.1): 1 to 1,024 bytes.
///
/// The bytes are copied in and lent out, only by [#expose], so that one search for that name finds
/// every reader. [#toString] is redacted, [#equals] takes the same time wherever two secrets of one
/// length differ, and [#close] wipes: whoever made or was given the instance closes it. A closed
/// secret equals none but itself. Safe for use by several threads, but for `close`, which must come
/// after all uses.
public final class SharedSecret implements AutoCloseable {

  /// The longest secret that is accepted, in bytes.
  public static final int MAX_LENGTH_BYTES = 1024;

  private final byte[] bytes;
  private volatile boolean closed;

  private SharedSecret(byte[] owned) {
    if (owned.length < 1 || owned.length > MAX_LENGTH_BYTES) {
      throw new IllegalArgumentException(
          "secret: 1 to " + MAX_LENGTH_BYTES + " bytes, got " + owned.length);
    }
    this.bytes = owned;
  }

  /// A secret with a copy of these bytes; the caller wipes the original.
  ///
  /// @throws IllegalArgumentException when the length is out of range
  public static SharedSecret copyOf(byte[] bytes) {
    return new SharedSecret(bytes.clone());
  }

  /// A secret from Base32 text, read as [Base32#decode] reads it.
  ///
  /// @throws IllegalArgumentException when the text is not Base32 or the length is out of range;
  ///   the message does not repeat the text
  public static SharedSecret ofBase32(CharSequence text) {
    return new SharedSecret(Base32.decode(text));
  }

  /// A fresh secret (RFC 4226 §7.5, RFC 6238 §5.1: as long as the HMAC's output).
  ///
  /// @param lengthBytes 1 to 1,024; 20, 32 or 64 for SHA-1, SHA-256, SHA-512
  public static SharedSecret random(SecureRandom random, int lengthBytes) {
    if (lengthBytes < 1 || lengthBytes > MAX_LENGTH_BYTES) {
      throw new IllegalArgumentException(
          "lengthBytes: 1 to " + MAX_LENGTH_BYTES + ", got " + lengthBytes);
    }
    byte[] fresh = new byte[lengthBytes];
    random.nextBytes(fresh);
    return new SharedSecret(fresh);
  }

  public int lengthBytes() {
    return bytes.length;
  }

  /// Lends a copy of the bytes to `reader` and wipes that copy when it returns.
  ///
  /// @throws IllegalStateException after [#close]
  public <R> R expose(Function<? super byte[], R> reader) {
    byte[] copy = copyBytes();
    try {
      return reader.apply(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /// As [#expose], for a reader without an answer.
  public void exposeTo(Consumer<? super byte[]> reader) {
    byte[] copy = copyBytes();
    try {
      reader.accept(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /// A secret of its own with the same bytes, for a holder that closes at another time.
  ///
  /// @throws IllegalStateException after [#close]
  public SharedSecret copy() {
    return new SharedSecret(copyBytes());
  }

  private byte[] copyBytes() {
    if (closed) {
      throw new IllegalStateException("this secret was wiped");
    }
    return bytes.clone();
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof SharedSecret that
            && !closed
            && !that.closed
            && MessageDigest.isEqual(bytes, that.bytes);
  }

  /// The length alone, so that a hash code tells nothing of the bytes.
  @Override
  public int hashCode() {
    return bytes.length;
  }

  @Override
  public String toString() {
    return "SharedSecret[REDACTED]";
  }
}
