package dev.watchword.core.session;

import dev.watchword.core.access.ApiToken;
import dev.watchword.core.access.ApiTokenId;
import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.access.IssueApiToken;
import dev.watchword.core.access.IssuedToken;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Token.Act;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.people.Notice;
import dev.watchword.core.people.NoticeRepository;
import dev.watchword.core.transaction.Transactions;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes API tokens for somebody who is signed in, and takes them back. That they may, and proved
/// who they are just now (SECURITY TK-05), is the caller's to see to: see
/// [dev.watchword.core.access.Permission#TOKENS]. Thread-safe.
public final class OwnTokens {

  private final ApiTokenRepository tokens;
  private final IssueApiToken issue;
  private final NoticeRepository notices;
  private final Transactions transactions;
  private final AuditLog log;
  private final AuditTrail trail;

  OwnTokens(
      ApiTokenRepository tokens,
      IssueApiToken issue,
      NoticeRepository notices,
      Transactions transactions,
      AuditLog log,
      AuditTrail trail) {
    this.tokens = tokens;
    this.issue = issue;
    this.notices = notices;
    this.transactions = transactions;
    this.log = log;
    this.trail = trail;
  }

  /// Theirs, live or not, oldest first.
  public List<ApiToken> list(SignedIn who) {
    return tokens.all().stream().filter(token -> isOf(who, token)).toList();
  }

  /// Makes one.
  ///
  /// @throws IllegalArgumentException when a scope goes beyond the person's role, or another
  ///   argument is out of range; see [IssueApiToken]
  public IssuedToken issue(
      SignedIn who, String name, Set<TokenScope> scopes, Duration lifetime, Origin origin) {
    return transactions.inTransaction(() -> {
      IssuedToken issued =
          issue.issueTo(who.person().id(), who.person().role(), name, scopes, lifetime);
      var event = new AuditEvent.Token(issued.token().id().value(), Act.ISSUED);
      log.append(trail.entry(who.at(), origin, event));
      notices.add(
          new Notice(who.person().id(), who.at(), Notice.Kind.TOKEN_MADE, origin.source(), false));
      return issued;
    });
  }

  /// Takes one of theirs back.
  ///
  /// @return false when they have no such token, or it was taken back before
  public boolean revoke(SignedIn who, ApiTokenId id, Origin origin) {
    return transactions.inTransaction(() -> {
      boolean revoked =
          list(who).stream().anyMatch(token -> token.id().equals(id))
              && tokens.revoke(id, who.at().truncatedTo(ChronoUnit.SECONDS));
      if (revoked) {
        log.append(trail.entry(who.at(), origin, new AuditEvent.Token(id.value(), Act.REVOKED)));
      }
      return revoked;
    });
  }

  private static boolean isOf(SignedIn who, ApiToken token) {
    return token.owner().equals(Optional.of(who.person().id()));
  }
}
