package dev.watchword.core.people;

import dev.watchword.core.seal.RowMac;
import dev.watchword.core.seal.RowMacs;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/// Authenticates what a store says of passkeys (SECURITY CR-15), and makes challenges that any node
/// knows again without having kept them. Thread-safe.
public final class PasskeyKeys {

  private final RowMacs rows;
  private final Challenges challenges;

  /// @param key derived from here, and not kept
  public PasskeyKeys(VaultKey key) {
    this.rows = new RowMacs(key, "people passkeys");
    this.challenges = new Challenges(key, "people passkey challenges");
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
    return challenges.draw(ceremony.name(), session, expiresAt, random);
  }

  /// Whether somebody may answer a challenge now.
  ///
  /// @param text as the browser gave it back
  /// @return empty when it was not drawn here, for something else, for another session, or too long
  ///   ago
  public Optional<Challenges.Genuine> genuine(
      String text, PasskeyCeremony ceremony, String session, Instant now) {
    return challenges.genuine(text, ceremony.name(), session, now);
  }
}
