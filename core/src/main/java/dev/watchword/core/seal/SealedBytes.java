package dev.watchword.core.seal;

import java.util.Arrays;

/// An envelope as [Sealer] writes it: safe to store, useless without the key. Immutable.
public final class SealedBytes {

  private final byte[] bytes;

  private SealedBytes(byte[] owned) {
    this.bytes = owned;
  }

  public static SealedBytes copyOf(byte[] bytes) {
    return new SealedBytes(bytes.clone());
  }

  /// Takes the array over; nobody else may change it.
  static SealedBytes owning(byte[] bytes) {
    return new SealedBytes(bytes);
  }

  /// A copy of the envelope's bytes.
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /// The bytes themselves, for reading only.
  byte[] lent() {
    return bytes;
  }

  public int lengthBytes() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "SealedBytes[" + bytes.length + " bytes]";
  }
}
