package dev.watchword.core.access;

import java.security.SecureRandom;
import java.util.UUID;

/// Names a token without giving anything of it away: 122 random bits in the form of a UUID (RFC
/// 9562 §5.4).
public record ApiTokenId(UUID value) {

  /// A fresh id.
  public static ApiTokenId random(SecureRandom random) {
    long high = random.nextLong() & 0xffff_ffff_ffff_0fffL | 0x4000L;
    long low = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
    return new ApiTokenId(new UUID(high, low));
  }

  /// @throws IllegalArgumentException when the text is no UUID
  public static ApiTokenId parse(String text) {
    return new ApiTokenId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
