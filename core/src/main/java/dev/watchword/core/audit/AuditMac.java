package dev.watchword.core.audit;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/// An HMAC-SHA-256 of the audit log: 32 bytes, not secret. Immutable.
public final class AuditMac {

  public static final int LENGTH_BYTES = 32;

  /// Stands before the first entry of a chain.
  public static final AuditMac ZERO = new AuditMac(new byte[LENGTH_BYTES]);

  private final byte[] bytes;

  private AuditMac(byte[] owned) {
    if (owned.length != LENGTH_BYTES) {
      throw new IllegalArgumentException("mac: 32 bytes, got " + owned.length);
    }
    this.bytes = owned;
  }

  public static AuditMac copyOf(byte[] bytes) {
    return new AuditMac(bytes.clone());
  }

  /// @throws IllegalArgumentException when the text is not 64 hexadecimal digits
  public static AuditMac ofHex(String hex) {
    return new AuditMac(HexFormat.of().parseHex(hex));
  }

  public byte[] toByteArray() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AuditMac that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// Sixty-four hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
