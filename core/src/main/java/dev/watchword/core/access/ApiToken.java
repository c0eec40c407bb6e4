package dev.watchword.core.access;

import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.seal.RowMac;
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
/// @param owner whose it is, where it is a person's: then it never may more than they may; empty
///   for one that an operator made on the server's own command line
/// @param mac over all that does not change; see [TokenKeys]. Empty before it is made, once the
///   token is revoked, and on tokens from before there were any
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
    Optional<TokenUse> lastUse,
    Optional<PersonId> owner,
    Optional<RowMac> mac) {

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
    if (relyingParty.equals(Optional.of(RelyingPartyId.OWN))) {
      throw new IllegalArgumentException("relyingParty: watchword is reserved for its own people");
    }
    if (owner.isPresent() && relyingParty.isPresent()) {
      throw new IllegalArgumentException("owner: a relying party's token is nobody's");
    }
    scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
  }

  /// A token that is nobody's in particular.
  public ApiToken(
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
    this(
        id,
        name,
        hash,
        hint,
        scopes,
        relyingParty,
        createdAt,
        expiresAt,
        revokedAt,
        lastUse,
        Optional.empty(),
        Optional.empty());
  }

  /// Whether it counts at `now`: neither revoked nor expired.
  public boolean liveAt(Instant now) {
    return revokedAt.isEmpty() && now.isBefore(expiresAt);
  }

  public boolean allows(TokenScope scope) {
    return scopes.contains(scope);
  }

  ApiToken with(RowMac fresh) {
    return next(scopes, revokedAt, lastUse, Optional.of(fresh));
  }

  ApiToken withRevokedAt(Instant when) {
    return next(scopes, Optional.of(when), lastUse, Optional.empty());
  }

  ApiToken withLastUse(TokenUse use) {
    return next(scopes, revokedAt, Optional.of(use), mac);
  }

  /// With no more scopes than these.
  ///
  /// @return empty where none is left
  Optional<ApiToken> within(Set<TokenScope> allowed) {
    EnumSet<TokenScope> left = EnumSet.copyOf(scopes);
    left.retainAll(allowed);
    if (left.size() == scopes.size()) {
      return Optional.of(this);
    }
    return left.isEmpty() ? Optional.empty() : Optional.of(next(left, revokedAt, lastUse, mac));
  }

  private ApiToken next(
      Set<TokenScope> newScopes,
      Optional<Instant> newRevokedAt,
      Optional<TokenUse> newLastUse,
      Optional<RowMac> newMac) {
    return new ApiToken(
        id,
        name,
        hash,
        hint,
        newScopes,
        relyingParty,
        createdAt,
        expiresAt,
        newRevokedAt,
        newLastUse,
        owner,
        newMac);
  }
}
