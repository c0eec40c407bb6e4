package dev.watchword.adapters.cli;

import dev.watchword.core.access.ApiToken;
import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.access.IssueApiToken;
import dev.watchword.core.access.IssuedToken;
import dev.watchword.core.access.TokenKeys;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.audit.AuditEvent.Token;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.transaction.Transactions;
import dev.watchword.core.vault.OpenVault;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// API tokens in an operator's hands: each act is on record, or not done. One thread.
final class Tokens {

  private final ApiTokenRepository tokens;
  private final IssueApiToken issue;
  private final Transactions transactions;
  private final AuditLog log;
  private final AuditTrail trail;
  private final Instant now;

  /// @param vault stays the caller's to close
  Tokens(CliServices services, OpenVault vault) {
    this.tokens = services.tokens();
    this.transactions = services.custody().transactions();
    this.log = services.verifierStores().auditLog();
    this.now = services.clock().instant();
    try (VaultKey key = vault.verifierKey()) {
      this.issue =
          new IssueApiToken(tokens, new TokenKeys(key), services.random(), services.clock());
      this.trail = new AuditTrail(new AuditKeys(key), "cli");
    }
  }

  /// @param scopes none for all that go with the kind of token
  /// @param relyingParty for a token of the verifier's side
  /// @throws Failure when name, scopes, relying party or days will not do
  IssuedToken issue(String name, Set<TokenScope> scopes, Optional<String> relyingParty, long days) {
    Set<TokenScope> wanted = scopes.isEmpty() ? all(relyingParty.isPresent()) : scopes;
    Duration lifetime = Duration.ofDays(days);
    try {
      return transactions.inTransaction(() -> {
        IssuedToken issued =
            relyingParty.isPresent()
                ? issue.issue(name, wanted, new RelyingPartyId(relyingParty.get()), lifetime)
                : issue.issue(name, wanted, lifetime);
        record(issued.token(), Token.Act.ISSUED);
        return issued;
      });
    } catch (IllegalArgumentException e) {
      throw Failure.usage(
          "A token has a name of 1 to 64 characters, lasts 1 to 366 days, and has scopes of the"
              + " vault, or with --relying-party of the verifier.");
    }
  }

  /// All of them, those of people too, oldest first.
  List<ApiToken> list() {
    return tokens.all();
  }

  /// Takes one back; within a second no node accepts it (SECURITY TK-04).
  ///
  /// @return empty when there is none of that id that was not taken back before
  Optional<ApiToken> revoke(String id) {
    return transactions.inTransaction(() -> {
      Optional<ApiToken> revoked =
          list().stream()
              .filter(token -> token.id().toString().equals(id))
              .filter(token -> tokens.revoke(token.id(), now.truncatedTo(ChronoUnit.SECONDS)))
              .findFirst();
      revoked.ifPresent(token -> record(token, Token.Act.REVOKED));
      return revoked;
    });
  }

  private void record(ApiToken token, Token.Act act) {
    log.append(trail.entry(now, OperatorVerifier.origin(), new Token(token.id().value(), act)));
  }

  private static Set<TokenScope> all(boolean ofVerifier) {
    return Arrays.stream(TokenScope.values())
        .filter(scope -> scope.ofVerifier() == ofVerifier)
        .collect(Collectors.toSet());
  }
}
