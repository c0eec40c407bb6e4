package dev.watchword.core.access;

import dev.watchword.core.account.RelyingPartyId;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What is kept of an API token: everything but the token.
///
/// @param id never reused
/// @param name what it is for, in the owner's words; 1 to 64 characters, no control characters
/// @param hash the SHA-256 of its text
/// @param hint prefix and last four characters, for telling tokens apart on a list
/// @param scopes what it may do; at least one, all of the vault's side or all of the verifier's
/// @param relyingParty whose subscribers it is about; present just where the scopes are of the
///   verifier's side
/// @param createdAt when it was issued
/// @param expiresAt the first instant at which it no longer counts; after `createdAt`
/// @param revokedAt when it was taken back; empty while it was not
/// @param lastUse when and from where it was used last, to about a minute
public record ApiToken(
    ApiTokenId id,
    String name,
    TokenHash hash,
    String hint,
    Set<TokenScope> scopes,
    Optional<RelyingPartyId> relyingParty,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> revokedAt,
    Optional<TokenUse> lastUse) {

  private static final int MAX_NAME_LENGTH = 64;

  public ApiToken {
    if (name.isBlank()
        || name.length() > MAX_NAME_LENGTH
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "name: 1 to 64 characters without control characters, got " + name.length());
    }
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("scopes: at least one");
    }
    if (scopes.stream().anyMatch(scope -> scope.ofVerifier() != relyingParty.isPresent())) {
      throw new IllegalArgumentException(
          "scopes: those of the verifier go with a relying party, and no others do");
    }
    if (!expiresAt.isAfter(createdAt)) {
      throw new IllegalArgumentException("expiresAt: must be after createdAt");
    }
    scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
  }

  /// Whether it counts at `now`: neither revoked nor expired.
  public boolean liveAt(Instant now) {
    return revokedAt.isEmpty() && now.isBefore(expiresAt);
  }

  public boolean allows(TokenScope scope) {
    return scopes.contains(scope);
  }

  ApiToken withRevokedAt(Instant when) {
    return new ApiToken(
        id,
        name,
        hash,
        hint,
        scopes,
        relyingParty,
        createdAt,
        expiresAt,
        Optional.of(when),
        lastUse);
  }

  ApiToken withLastUse(TokenUse use) {
    return new ApiToken(
        id,
        name,
        hash,
        hint,
        scopes,
        relyingParty,
        createdAt,
        expiresAt,
        revokedAt,
        Optional.of(use));
  }
}
