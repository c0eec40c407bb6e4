package dev.watchword.core.people;

import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.account.SubscriberId;
import java.security.SecureRandom;
import java.util.UUID;

/// Names a person for good, whatever becomes of the sign-in name: 122 random bits in the form of a
/// UUID (RFC 9562 §5.4).
public record PersonId(UUID value) {

  /// A fresh id.
  public static PersonId random(SecureRandom random) {
    long high = random.nextLong() & 0xffff_ffff_ffff_0fffL | 0x4000L;
    long low = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
    return new PersonId(new UUID(high, low));
  }

  /// @throws IllegalArgumentException when the text is no UUID
  public static PersonId parse(String text) {
    return new PersonId(UUID.fromString(text));
  }

  /// The person as the verifier knows them: a subscriber of the reserved relying party.
  public Subscriber subscriber() {
    return new Subscriber(RelyingPartyId.OWN, new SubscriberId(value.toString()));
  }

  /// The person as the audit log names them: `person/` and the id.
  public String actor() {
    return "person/" + value;
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
