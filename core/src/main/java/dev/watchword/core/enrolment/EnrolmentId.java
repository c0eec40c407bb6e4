package dev.watchword.core.enrolment;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/// Names an enrolment: 122 random bits in the form of a UUID (RFC 9562 §5.4).
public record EnrolmentId(UUID value) {

  public static EnrolmentId random(SecureRandom random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    bytes[6] = (byte) (bytes[6] & 0x0f | 0x40);
    bytes[8] = (byte) (bytes[8] & 0x3f | 0x80);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new EnrolmentId(new UUID(buffer.getLong(), buffer.getLong()));
  }

  /// @throws IllegalArgumentException when the text is no UUID
  public static EnrolmentId parse(String text) {
    return new EnrolmentId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
