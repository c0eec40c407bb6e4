package dev.watchword.core.session;

import java.security.SecureRandom;
import java.util.UUID;

/// Names a session on a list without giving its token away: 122 random bits in the form of a UUID
/// (RFC 9562 §5.4). It stays the same when the token is renewed.
public record SessionId(UUID value) {

  /// A fresh id.
  public static SessionId random(SecureRandom random) {
    long high = random.nextLong() & 0xffff_ffff_ffff_0fffL | 0x4000L;
    long low = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
    return new SessionId(new UUID(high, low));
  }

  /// @throws IllegalArgumentException when the text is no UUID
  public static SessionId parse(String text) {
    return new SessionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
