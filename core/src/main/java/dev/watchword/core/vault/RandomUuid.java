package dev.watchword.core.vault;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/// Version 4 UUIDs from a generator that is handed in.
final class RandomUuid {

  private RandomUuid() {}

  static UUID next(SecureRandom random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    bytes[6] = (byte) (bytes[6] & 0x0f | 0x40);
    bytes[8] = (byte) (bytes[8] & 0x3f | 0x80);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
