package dev.watchword.core.people;

import dev.watchword.core.seal.RowMac;
import dev.watchword.core.seal.RowMacs;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/// Authenticates what a store says of accounts at a provider, so that nobody signs in as another by
/// editing a row (SECURITY CR-15), and draws the states that browsers take there. Thread-safe.
public final class ProviderKeys {

  private final RowMacs rows;
  private final Challenges states;

  /// @param key derived from here, and not kept
  public ProviderKeys(VaultKey key) {
    this.rows = new RowMacs(key, "people provider accounts");
    this.states = new Challenges(key, "people provider states");
  }

  /// The row for an account.
  public StoredProviderAccount seal(ProviderAccount account) {
    return new StoredProviderAccount(account, mac(account));
  }

  /// The account of a row.
  ///
  /// @throws TamperingException when anything of it was changed outside of this program
  public ProviderAccount open(StoredProviderAccount row) {
    if (!mac(row.unverified()).equals(row.mac())) {
      throw new TamperingException(
          "the stored link of person %s to a provider was changed outside of Watchword, or is damaged"
              .formatted(row.unverified().person()));
    }
    return row.unverified();
  }

  private RowMac mac(ProviderAccount account) {
    return rows.of(fields ->
        fields
            .id(account.person().value())
            .text(account.issuer())
            .text(account.subject())
            .time(account.linkedAt()));
  }

  /// Draws a state.
  ///
  /// @param bound what the browser and the session have to be the same by when it comes back
  /// @return base64url without padding
  public String state(ProviderErrand errand, String bound, Instant expiresAt, SecureRandom random) {
    return states.draw(errand.name(), bound, expiresAt, random);
  }

  /// Whether a state may come back now.
  ///
  /// @return empty when it was not drawn here, for another errand, bound to something else, or too
  ///   long ago
  public Optional<Challenges.Genuine> genuine(
      String state, ProviderErrand errand, String bound, Instant now) {
    return states.genuine(state, errand.name(), bound, now);
  }
}
