package dev.watchword.app;

import dev.watchword.adapters.http.RowsOnRecord;
import dev.watchword.core.audit.AuditCheckpoint;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Contradiction;
import dev.watchword.core.audit.FindContradictions;
import dev.watchword.core.audit.LinkAudit;
import dev.watchword.core.audit.RowDistrust;
import dev.watchword.core.audit.VerifyAudit;
import dev.watchword.core.audit.WatchRows;
import dev.watchword.core.audit.WatchRows.Outcome.LogBroken;
import dev.watchword.core.audit.WatchRows.Outcome.Looked;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.vault.CurrentVault;
import dev.watchword.core.vault.OpenVault;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks at the audit log, and at all rows beside it, as soon as the vault is open and once a day:
/// a row that was put back while no server ran is not taken any more after that (SECURITY CR-12).
final class ServedWatch {

  private static final Logger LOG = System.getLogger(ServedWatch.class.getName());
  private static final Duration LOOK_PAUSE = Duration.ofSeconds(1);
  private static final Duration BETWEEN = Duration.ofHours(24);
  private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(5);
  private static final int MOST_LINES = 20;

  private final CurrentVault vault;
  private final RowsOnRecord rows;
  private final RowDistrust distrust;
  private final AuditLog log;
  private final ServedNode node;
  private final InstantSource clock;
  private @Nullable WatchRows made;
  private Instant due = Instant.MIN;

  ServedWatch(
      CurrentVault vault,
      RowsOnRecord rows,
      RowDistrust distrust,
      AuditLog log,
      ServedNode node,
      InstantSource clock) {
    this.vault = vault;
    this.rows = rows;
    this.distrust = distrust;
    this.log = log;
    this.node = node;
    this.clock = clock;
  }

  Chore upkeep() {
    return new Chore("holding the store against the audit log", LOOK_PAUSE, this::lookIfDue);
  }

  private void lookIfDue() {
    Optional<OpenVault> open = vault.vault();
    Instant now = clock.instant();
    if (open.isEmpty() || now.isBefore(due)) {
      return;
    }
    if (made == null) {
      made = make(open.get());
    }
    due = now.plus(AFTER_A_FAILURE);
    List<AuditCheckpoint> anchors = node.anchor().last().stream().toList();
    switch (made.watch(anchors)) {
      case Looked(List<Contradiction> found) -> tell(found);
      case LogBroken(var where) ->
          LOG.log(
              Level.ERROR,
              "the audit log was changed: entry {0}: {1}",
              Long.toString(where.seq()),
              where.problem());
    }
    due = now.plus(BETWEEN);
  }

  private static void tell(List<Contradiction> found) {
    found.stream()
        .limit(MOST_LINES)
        .forEach(one ->
            LOG.log(
                Level.ERROR,
                "the store is not as the audit log tells: {0}: {1}",
                one.subject(),
                one.problem()));
    if (found.size() > MOST_LINES) {
      LOG.log(Level.ERROR, "and {0} more: run `watchword audit verify`", found.size() - MOST_LINES);
    }
  }

  private WatchRows make(OpenVault open) {
    try (VaultKey key = open.verifierKey()) {
      AuditKeys keys = new AuditKeys(key);
      AuditTrail trail = new AuditTrail(keys, node.name());
      var find = new FindContradictions(log, new LinkAudit(log, trail), rows.kinds());
      return new WatchRows(new VerifyAudit(log, keys), find, distrust, log, trail, clock);
    }
  }
}
