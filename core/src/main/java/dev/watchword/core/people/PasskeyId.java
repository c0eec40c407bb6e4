package dev.watchword.core.people;

import java.security.SecureRandom;
import java.util.UUID;

/// Names a passkey in the API and the audit log: 122 random bits in the form of a UUID (RFC 9562
/// §5.4). Not the credential's own id, which the authenticator chose.
public record PasskeyId(UUID value) {

  /// A fresh id.
  public static PasskeyId random(SecureRandom random) {
    long high = random.nextLong() & 0xffff_ffff_ffff_0fffL | 0x4000L;
    long low = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
    return new PasskeyId(new UUID(high, low));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
