package dev.watchword.core.access;

import java.security.MessageDigest;
import java.util.Arrays;

/// The SHA-256 of a token's text: what is kept in place of the token (SECURITY TK-01).
///
/// A token has 256 random bits, so that a plain hash can't be guessed at. Immutable; [#equals]
/// takes the same time wherever two hashes differ.
public final class TokenHash {

  public static final int LENGTH_BYTES = 32;

  private final byte[] bytes;

  private TokenHash(byte[] owned) {
    this.bytes = owned;
  }

  /// @param bytes 32 bytes, copied
  /// @throws IllegalArgumentException for any other length
  public static TokenHash copyOf(byte[] bytes) {
    if (bytes.length != LENGTH_BYTES) {
      throw new IllegalArgumentException("hash: 32 bytes, got " + bytes.length);
    }
    return new TokenHash(bytes.clone());
  }

  /// A copy of the bytes.
  public byte[] toByteArray() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenHash that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// Not the bytes: whoever reads logs need not be able to tell tokens apart.
  @Override
  public String toString() {
    return "TokenHash[REDACTED]";
  }
}
