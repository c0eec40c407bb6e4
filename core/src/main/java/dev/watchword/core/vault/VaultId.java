package dev.watchword.core.vault;

import java.security.SecureRandom;
import java.util.UUID;

/// Names a vault: 122 random bits in the form of a UUID (RFC 9562 §5.4).
public record VaultId(UUID value) {

  public static VaultId random(SecureRandom random) {
    return new VaultId(RandomUuid.next(random));
  }

  /// @throws IllegalArgumentException when the text is no UUID
  public static VaultId parse(String text) {
    return new VaultId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
