package dev.watchword.core.people;

import dev.watchword.core.account.PlainName;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// A public-key credential of a person's (WebAuthn Level 3 §4). Nothing of it is secret. Immutable;
/// times are in whole milliseconds.
///
/// @param credential what it is and by which key its signatures are checked
/// @param signCount the greatest that its authenticator has told; 0 where it counts nothing
///   (§6.1.1)
/// @param name the person's own word for it; 1 to 64 code points without control or invisible
///   characters
/// @param lastUsedAt empty until it let somebody in
/// @param version one more at each use; a use is stored only over the version that it rests on
public record Passkey(
    PasskeyId id,
    PersonId person,
    PasskeyCredential credential,
    long signCount,
    String name,
    Instant createdAt,
    Optional<Instant> lastUsedAt,
    long version) {

  /// How many somebody may have.
  public static final int MOST = 20;

  private static final int MAX_CODE_POINTS = 64;

  public Passkey {
    PlainName.checked("name", name, MAX_CODE_POINTS);
    if (signCount < 0) {
      throw new IllegalArgumentException("signCount: not negative, got " + signCount);
    }
  }

  /// What an authenticator keeps of whose a passkey is (§5.4.3): the person's id, 16 bytes in
  /// base64url without padding.
  public static String userHandle(PersonId person) {
    ByteBuffer bytes = ByteBuffer.allocate(16);
    bytes.putLong(person.value().getMostSignificantBits());
    bytes.putLong(person.value().getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /// The same after it let somebody in.
  public Passkey used(long newSignCount, Instant at) {
    return new Passkey(
        id, person, credential, newSignCount, name, createdAt, Optional.of(at), version + 1);
  }
}
