package dev.watchword.core.vault;

import java.security.SecureRandom;
import java.util.UUID;

/// Names a key slot: 122 random bits in the form of a UUID (RFC 9562 §5.4).
public record SlotId(UUID value) {

  public static SlotId random(SecureRandom random) {
    return new SlotId(RandomUuid.next(random));
  }

  /// @throws IllegalArgumentException when the text is no UUID
  public static SlotId parse(String text) {
    return new SlotId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
