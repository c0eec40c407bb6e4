package dev.watchword.core.access;

import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditQuery;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.LinkAudit;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.transaction.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Gives the tokens of a store from before there were MACs theirs, once in its life, so that they
/// go on to count. That it was done stands in the audit log too: who can write the store can't have
/// it done again for a token of their own. Thread-safe.
public final class SealTokens {

  private static final Origin SERVER = new Origin("server", "clock", "");

  private final ApiTokenRepository tokens;
  private final TokenKeys keys;
  private final Transactions transactions;
  private final AuditLog log;
  private final AuditTrail trail;
  private final InstantSource clock;

  public SealTokens(
      ApiTokenRepository tokens,
      TokenKeys keys,
      Transactions transactions,
      AuditLog log,
      AuditTrail trail,
      InstantSource clock) {
    this.tokens = tokens;
    this.keys = keys;
    this.transactions = transactions;
    this.log = log;
    this.trail = trail;
    this.clock = clock;
  }

  /// @throws dev.watchword.core.vault.StorageException when the store can't do its work; nothing
  ///   was changed then
  public void sealOnce() {
    if (tokens.hasMacs()) {
      return;
    }
    boolean before = isOnRecord();
    transactions.inTransaction(() -> {
      if (tokens.noteMacs() && !before) {
        List<ApiToken> bare =
            tokens.all().stream()
                .filter(token -> token.mac().isEmpty() && token.revokedAt().isEmpty())
                .toList();
        bare.stream()
            .map(keys::seal)
            .forEach(token -> tokens.putMac(token.id(), token.mac().orElseThrow()));
        Instant now = clock.instant();
        log.append(trail.entry(now, SERVER, new AuditEvent.TokensSealed(bare.size())));
      }
      return true;
    });
  }

  private boolean isOnRecord() {
    new LinkAudit(log, trail).link();
    AuditQuery sealed =
        new AuditQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(AuditEvent.TokensSealed.ACTION),
            OptionalLong.empty(),
            1);
    return !log.find(sealed).isEmpty();
  }
}
