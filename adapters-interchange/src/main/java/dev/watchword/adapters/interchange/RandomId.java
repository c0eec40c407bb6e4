package dev.watchword.adapters.interchange;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/// Random identifiers for the files that are written.
final class RandomId {

  private RandomId() {}

  /// A UUID of version 4 (RFC 9562 §5.4).
  static String uuid(SecureRandom random) {
    byte[] bytes = bytes(random);
    ByteBuffer halves = ByteBuffer.wrap(bytes);
    return new UUID(halves.getLong(), halves.getLong()).toString();
  }

  static byte[] bytes(SecureRandom random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    return bytes;
  }
}
