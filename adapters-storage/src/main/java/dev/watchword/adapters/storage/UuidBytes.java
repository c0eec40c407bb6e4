package dev.watchword.adapters.storage;

import java.nio.ByteBuffer;
import java.util.UUID;

/// Ids as both databases keep them: a UUID's 16 bytes, most significant first.
final class UuidBytes {

  private UuidBytes() {}

  static byte[] of(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  /// @throws IllegalArgumentException when these are not 16 bytes
  static UUID read(byte[] bytes) {
    if (bytes.length != 16) {
      throw new IllegalArgumentException("id: 16 bytes, got " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
