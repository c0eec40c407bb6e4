package dev.watchword.core.people;

import dev.watchword.core.seal.RowMac;
import dev.watchword.core.seal.RowMacs;
import dev.watchword.core.seal.VaultKey;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// Makes challenges that any node knows again without having kept them. Thread-safe.
///
/// A challenge is 16 random bytes, the time at which it expires in 8, and 32 of a MAC over these,
/// over what it is for and what it is bound to.
public final class Challenges {

  private static final int RANDOM_BYTES = 16;
  private static final int TIME_BYTES = 8;
  private static final int LENGTH_BYTES = RANDOM_BYTES + TIME_BYTES + RowMac.LENGTH_BYTES;

  private final RowMacs macs;

  /// @param key derived from here, and not kept
  /// @param label names the kind of challenge; of another kind, none is genuine
  Challenges(VaultKey key, String label) {
    this.macs = new RowMacs(key, label);
  }

  /// Draws a challenge.
  ///
  /// @param purpose what it is for
  /// @param bound what has to be the same when it is answered; may be empty
  /// @param expiresAt the first instant at which it counts no longer, in whole milliseconds
  /// @return base64url without padding
  String draw(String purpose, String bound, Instant expiresAt, SecureRandom random) {
    byte[] drawn = new byte[RANDOM_BYTES];
    random.nextBytes(drawn);
    ByteBuffer all = ByteBuffer.allocate(LENGTH_BYTES);
    all.put(drawn).putLong(expiresAt.toEpochMilli());
    all.put(mac(purpose, bound, drawn, expiresAt).toByteArray());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all.array());
  }

  private RowMac mac(String purpose, String bound, byte[] drawn, Instant expiresAt) {
    return macs.of(fields -> fields.text(purpose).text(bound).bytes(drawn).time(expiresAt));
  }

  /// A challenge that is one of ours.
  ///
  /// @param name of 128 bits, by which it is known once it was answered
  public record Genuine(UUID name, Instant expiresAt) {}

  /// Whether somebody may answer a challenge now.
  ///
  /// @param text as it was given back
  /// @return empty when it was not drawn here, for something else, bound to something else, or too
  ///   long ago
  Optional<Genuine> genuine(String text, String purpose, String bound, Instant now) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length != LENGTH_BYTES) {
      return Optional.empty();
    }
    ByteBuffer all = ByteBuffer.wrap(bytes);
    byte[] drawn = new byte[RANDOM_BYTES];
    all.get(drawn);
    Instant expiresAt;
    byte[] given = new byte[RowMac.LENGTH_BYTES];
    try {
      expiresAt = Instant.ofEpochMilli(all.getLong());
      all.get(given);
      if (!mac(purpose, bound, drawn, expiresAt).equals(RowMac.copyOf(given))) {
        return Optional.empty();
      }
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
    ByteBuffer name = ByteBuffer.wrap(drawn);
    return now.isBefore(expiresAt)
        ? Optional.of(new Genuine(new UUID(name.getLong(), name.getLong()), expiresAt))
        : Optional.empty();
  }
}
