package dev.watchword.adapters.cli;

import dev.watchword.core.access.IssueApiToken;
import dev.watchword.core.access.IssuedToken;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.account.RelyingPartyId;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Issues API tokens for commands.
final class Tokens {

  private Tokens() {}

  /// @param scopes none for all that go with the kind of token
  /// @param relyingParty for a token of the verifier's side
  /// @throws Failure when name, scopes, relying party or days will not do
  static IssuedToken issue(
      CliServices services,
      String name,
      Set<TokenScope> scopes,
      Optional<String> relyingParty,
      long days) {
    IssueApiToken issue = new IssueApiToken(services.tokens(), services.random(), services.clock());
    Set<TokenScope> wanted = scopes.isEmpty() ? all(relyingParty.isPresent()) : scopes;
    Duration lifetime = Duration.ofDays(days);
    try {
      return relyingParty.isPresent()
          ? issue.issue(name, wanted, new RelyingPartyId(relyingParty.get()), lifetime)
          : issue.issue(name, wanted, lifetime);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(
          "A token has a name of 1 to 64 characters, lasts 1 to 366 days, and has scopes of the"
              + " vault, or with --relying-party of the verifier.");
    }
  }

  private static Set<TokenScope> all(boolean ofVerifier) {
    return Arrays.stream(TokenScope.values())
        .filter(scope -> scope.ofVerifier() == ofVerifier)
        .collect(Collectors.toSet());
  }
}
