package dev.watchword.core.access;

import dev.watchword.core.access.TokenAuthentication.Accepted;
import dev.watchword.core.access.TokenAuthentication.Expired;
import dev.watchword.core.access.TokenAuthentication.Locked;
import dev.watchword.core.access.TokenAuthentication.Malformed;
import dev.watchword.core.access.TokenAuthentication.OwnerLacksRights;
import dev.watchword.core.access.TokenAuthentication.Revoked;
import dev.watchword.core.access.TokenAuthentication.Unknown;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.vault.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/// Tells whose token it is that somebody presents, and whether it counts. Thread-safe.
public final class AuthenticateToken {

  private static final Duration USE_RESOLUTION = Duration.ofMinutes(1);

  private final ApiTokenRepository repository;
  private final Supplier<Optional<TokenKeys>> keys;
  private final TokenOwners owners;
  private final InstantSource clock;

  /// @param keys empty while the vault is locked; once there, older tokens are sealed: see
  ///   [SealTokens]
  /// @param owners knows what a token's owner may do at present
  public AuthenticateToken(
      ApiTokenRepository repository,
      Supplier<Optional<TokenKeys>> keys,
      TokenOwners owners,
      InstantSource clock) {
    this.repository = repository;
    this.keys = keys;
    this.owners = owners;
    this.clock = clock;
  }

  /// Checks the form first, so that a mistyped token costs no look into the store (SECURITY TK-01);
  /// notes an accepted token's use once a minute.
  ///
  /// @param presented what the caller sent, anything
  /// @param source the peer's address
  /// @throws StorageException when the store can't be read: nobody is let in then
  /// @throws TamperingException when somebody edited the token's row (SECURITY CR-15)
  public TokenAuthentication authenticate(String presented, String source) {
    Optional<TokenText> text = TokenText.parse(presented);
    if (text.isEmpty()) {
      return new Malformed();
    }
    Optional<TokenKeys> current = keys.get(); // before the look: older tokens are sealed by now
    Optional<ApiToken> found = repository.find(text.get().hash());
    if (found.isEmpty()) {
      return new Unknown();
    }
    ApiToken token = found.get();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    if (token.revokedAt().isPresent()) {
      return new Revoked(token);
    }
    if (!token.liveAt(now)) {
      return new Expired(token);
    }
    if (current.isEmpty()) {
      return new Locked(token);
    }
    if (token.mac().isEmpty()) {
      return new Unknown();
    }
    if (!current.get().isGenuine(token)) {
      throw new TamperingException(
          "the stored API token %s was changed outside of Watchword".formatted(token.id()));
    }
    Optional<ApiToken> allowed = withinOwnersRights(token);
    if (allowed.isEmpty()) {
      return new OwnerLacksRights(token);
    }
    noteUse(token, new TokenUse(now, source));
    return new Accepted(allowed.get());
  }

  /// A token never exceeds its owner's present rights (SECURITY TK-02).
  private Optional<ApiToken> withinOwnersRights(ApiToken token) {
    return token.owner().isEmpty()
        ? Optional.of(token)
        : owners
            .roleOf(token.owner().get())
            .flatMap(role -> token.within(Permission.scopesOf(role)));
  }

  private void noteUse(ApiToken token, TokenUse use) {
    boolean fresh =
        token
            .lastUse()
            .filter(last -> Duration.between(last.at(), use.at()).compareTo(USE_RESOLUTION) < 0)
            .isPresent();
    if (fresh) {
      return;
    }
    try {
      repository.recordUse(token.id(), use);
    } catch (StorageException readOnly) {
      // codes are read from a read-only disk as well (SECURITY FI-06); the use goes unnoted there
    }
  }
}
