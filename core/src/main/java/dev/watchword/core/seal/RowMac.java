package dev.watchword.core.seal;

import java.security.MessageDigest;
import java.util.Arrays;

/// An HMAC-SHA-256 over the fields of one stored row: 32 bytes, not secret. Immutable.
public final class RowMac {

  public static final int LENGTH_BYTES = 32;

  private final byte[] bytes;

  private RowMac(byte[] owned) {
    if (owned.length != LENGTH_BYTES) {
      throw new IllegalArgumentException("mac: 32 bytes, got " + owned.length);
    }
    this.bytes = owned;
  }

  /// @param bytes 32 bytes, copied
  /// @throws IllegalArgumentException for any other length
  public static RowMac copyOf(byte[] bytes) {
    return new RowMac(bytes.clone());
  }

  public byte[] toByteArray() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowMac that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "RowMac";
  }
}
