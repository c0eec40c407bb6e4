package dev.watchword.core.people;

import dev.watchword.core.seal.RowMac;
import dev.watchword.core.seal.RowMacs;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// Authenticates what a store says of passkeys (SECURITY CR-15), and makes challenges that any node
/// knows again without having kept them. Thread-safe.
///
/// A challenge is 16 random bytes, the time at which it expires in 8, and 32 of a MAC over these,
/// over what it is for and whose session it belongs to.
public final class PasskeyKeys {

  private static final int RANDOM_BYTES = 16;
  private static final int TIME_BYTES = 8;
  private static final int LENGTH_BYTES = RANDOM_BYTES + TIME_BYTES + RowMac.LENGTH_BYTES;

  private final RowMacs rows;
  private final RowMacs challenges;

  /// @param key derived from here, and not kept
  public PasskeyKeys(VaultKey key) {
    this.rows = new RowMacs(key, "people passkeys");
    this.challenges = new RowMacs(key, "people passkey challenges");
  }

  /// The row for a passkey.
  public StoredPasskey seal(Passkey passkey) {
    return new StoredPasskey(passkey, mac(passkey));
  }

  /// The passkey of a row.
  ///
  /// @throws TamperingException when anything of it was changed outside of this program
  public Passkey open(StoredPasskey row) {
    if (!mac(row.unverified()).equals(row.mac())) {
      throw new TamperingException(
          "the stored passkey %s was changed outside of Watchword, or is damaged"
              .formatted(row.unverified().id()));
    }
    return row.unverified();
  }

  private RowMac mac(Passkey passkey) {
    return rows.of(fields ->
        fields
            .id(passkey.id().value())
            .id(passkey.person().value())
            .text(passkey.credential().id())
            .text(passkey.credential().attested())
            .flag(passkey.credential().backupEligible())
            .number(passkey.signCount())
            .text(passkey.name())
            .time(passkey.createdAt())
            .flag(passkey.lastUsedAt().isPresent())
            .time(passkey.lastUsedAt().orElse(Instant.EPOCH))
            .number(passkey.version()));
  }

  /// Draws a challenge.
  ///
  /// @param session the id of the session that may answer it; empty where there is none yet
  /// @param expiresAt the first instant at which it counts no longer, in whole milliseconds
  /// @return base64url without padding
  public String challenge(
      PasskeyCeremony ceremony, String session, Instant expiresAt, SecureRandom random) {
    byte[] drawn = new byte[RANDOM_BYTES];
    random.nextBytes(drawn);
    ByteBuffer all = ByteBuffer.allocate(LENGTH_BYTES);
    all.put(drawn).putLong(expiresAt.toEpochMilli());
    all.put(mac(ceremony, session, drawn, expiresAt).toByteArray());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all.array());
  }

  private RowMac mac(PasskeyCeremony ceremony, String session, byte[] drawn, Instant expiresAt) {
    return challenges.of(
        fields -> fields.text(ceremony.name()).text(session).bytes(drawn).time(expiresAt));
  }

  /// A challenge that is one of ours.
  ///
  /// @param name of 128 bits, by which it is known once it was answered
  public record Genuine(UUID name, Instant expiresAt) {}

  /// Whether somebody may answer a challenge now.
  ///
  /// @param text as the browser gave it back
  /// @return empty when it was not drawn here, for something else, for another session, or too long
  ///   ago
  public Optional<Genuine> genuine(
      String text, PasskeyCeremony ceremony, String session, Instant now) {
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
      if (!mac(ceremony, session, drawn, expiresAt).equals(RowMac.copyOf(given))) {
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
