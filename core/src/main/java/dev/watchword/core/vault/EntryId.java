package dev.watchword.core.vault;

import java.security.SecureRandom;
import java.util.UUID;

/// Names an entry: 122 random bits in the form of a UUID (RFC 9562 §5.4).
public record EntryId(UUID value) {

  public static EntryId random(SecureRandom random) {
    return new EntryId(RandomUuid.next(random));
  }

  /// @throws IllegalArgumentException when the text is no UUID
  public static EntryId parse(String text) {
    return new EntryId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
