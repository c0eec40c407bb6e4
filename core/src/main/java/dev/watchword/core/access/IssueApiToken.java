package dev.watchword.core.access;

import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.Role;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/// Makes API tokens. Who may ask for one is the caller's to decide; a token never may (SECURITY
/// TK-05). Thread-safe.
public final class IssueApiToken {

  /// How long a token counts unless something else is asked for (TK-03).
  public static final Duration DEFAULT_LIFETIME = Duration.ofDays(90);

  /// The longest that a token may count.
  public static final Duration MAX_LIFETIME = Duration.ofDays(366);

  private final ApiTokenRepository repository;
  private final TokenKeys keys;
  private final SecureRandom random;
  private final InstantSource clock;

  public IssueApiToken(
      ApiTokenRepository repository, TokenKeys keys, SecureRandom random, InstantSource clock) {
    this.repository = repository;
    this.keys = keys;
    this.random = random;
    this.clock = clock;
  }

  /// Makes a token for the vault and keeps its hash.
  ///
  /// @param name what it is for; 1 to 64 characters
  /// @param scopes at least one, none of the verifier's
  /// @param lifetime 1 second to 366 days
  /// @throws IllegalArgumentException when one of them is out of range
  public IssuedToken issue(String name, Set<TokenScope> scopes, Duration lifetime) {
    return issue(name, scopes, Optional.empty(), Optional.empty(), lifetime);
  }

  /// Makes a token for the vault that is a person's. That they may, and were asked for their
  /// proofs, is the caller's to see to.
  ///
  /// @param scopes at least one, none of the verifier's, none that the role lacks
  /// @throws IllegalArgumentException when one of them is out of range
  public IssuedToken issueTo(
      PersonId owner, Role role, String name, Set<TokenScope> scopes, Duration lifetime) {
    if (!Permission.scopesOf(role).containsAll(scopes)) {
      throw new IllegalArgumentException("scopes: one goes beyond the rights of a " + role.text());
    }
    return issue(name, scopes, Optional.empty(), Optional.of(owner), lifetime);
  }

  /// Makes a token for a relying party, which sees its own subscribers and nothing else.
  ///
  /// @param scopes at least one, all of the verifier's
  /// @throws IllegalArgumentException when one of them is out of range
  public IssuedToken issue(
      String name, Set<TokenScope> scopes, RelyingPartyId relyingParty, Duration lifetime) {
    return issue(name, scopes, Optional.of(relyingParty), Optional.empty(), lifetime);
  }

  private IssuedToken issue(
      String name,
      Set<TokenScope> scopes,
      Optional<RelyingPartyId> relyingParty,
      Optional<PersonId> owner,
      Duration lifetime) {
    if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(MAX_LIFETIME) > 0) {
      throw new IllegalArgumentException("lifetime: 1 second to 366 days, got " + lifetime);
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    TokenText text = TokenText.random(random);
    ApiToken token =
        keys.seal(
            new ApiToken(
                ApiTokenId.random(random),
                name,
                text.hash(),
                text.hint(),
                scopes,
                relyingParty,
                now,
                now.plus(lifetime),
                Optional.empty(),
                Optional.empty(),
                owner,
                Optional.empty()));
    repository.add(token);
    return new IssuedToken(text, token);
  }
}
