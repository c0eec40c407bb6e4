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
import dev.watchword.core.vault.NotYetOpenException;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.StorageException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Looks at the audit log, and at all rows beside it, before a vault that was opened is there for
/// anybody, and once a day: a row that was put back while no server ran is not taken any more after
/// that (SECURITY CR-12). Thread-safe.
final class ServedWatch {

  private static final Logger LOG = System.getLogger(ServedWatch.class.getName());
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final Duration LOOK_PAUSE = Duration.ofSeconds(1);
  private static final Duration BETWEEN = Duration.ofHours(24);
  private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(5);
  private static final int MOST_LINES = 20;

  private final CurrentVault vault;
  private final Function<OpenVault, RowsOnRecord> rows;
  private final RowDistrust distrust;
  private final AuditLog log;
  private final ServedNode node;
  private final InstantSource clock;
  private @Nullable WatchRows made;
  private @Nullable CompletableFuture<Void> first;
  private volatile Instant looked = Instant.MIN;
  private volatile Instant due = Instant.MIN;

  ServedWatch(
      CurrentVault vault,
      Function<OpenVault, RowsOnRecord> rows,
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

  /// The first look, with a vault that is nobody else's yet. Where it takes longer than this node
  /// has patience for, it goes on by itself, and the vault is there meanwhile.
  ///
  /// @param asked whether somebody waits for the answer; where it takes longer than they should,
  ///   the look goes on by itself, and whoever opens the vault next waits for the same one
  /// @throws NotYetOpenException in that case
  /// @throws StorageException when the store can't be read
  void lookFirst(OpenVault opened, boolean asked) {
    if (node.patience().isZero()) {
      due = Instant.MIN;
      return;
    }
    CompletableFuture<Void> look = firstLook(opened);
    boolean bounded = !asked || node.patience().compareTo(node.request()) <= 0;
    if (isOver(look, bounded ? node.patience() : node.request())) {
      takeFirst();
      return;
    }
    if (!bounded) {
      throw new NotYetOpenException();
    }
    LOG.log(
        Level.WARNING,
        "the store is still held against the audit log; until that is over, rows that were put"
            + " back count");
  }

  /// The one that goes on, or was over just now and had nobody waiting for it, or else a new one.
  private synchronized CompletableFuture<Void> firstLook(OpenVault opened) {
    CompletableFuture<Void> last = first;
    if (last != null && (!last.isDone() || !last.isCompletedExceptionally() && isFresh())) {
      return last;
    }
    WatchRows watch = watch(opened);
    due = Instant.MAX; // nobody looks beside it
    CompletableFuture<Void> look =
        CompletableFuture.runAsync(
            () -> look(watch), Thread.ofPlatform().daemon().name("watchword-first-look")::start);
    look.exceptionally(ServedWatch::tellFailure);
    CompletableFuture.delayedExecutor(SOON.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> tellSlow(look));
    first = look;
    return look;
  }

  /// Whoever comes next looks anew.
  private synchronized void takeFirst() {
    first = null;
  }

  private boolean isFresh() {
    return clock.instant().isBefore(looked.plus(FRESH));
  }

  private static boolean isOver(Future<?> look, Duration patience) {
    try {
      look.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw unchecked(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException("The store was not looked at; the program was told to end.", e);
    }
  }

  private static void tellSlow(Future<?> look) {
    if (!look.isDone()) {
      LOG.log(
          Level.INFO,
          "the store is held against its audit log; the vault is there when that is over"
              + " (`watchword audit archive` makes the log short, --look bounds the wait)");
    }
  }

  private static @Nullable Void tellFailure(Throwable failure) {
    LOG.log(Level.WARNING, "the first look at the store failed", failure);
    return null;
  }

  private static RuntimeException unchecked(ExecutionException e) {
    return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
  }

  Chore upkeep() {
    return new Chore("holding the store against the audit log", LOOK_PAUSE, this::lookIfDue);
  }

  private void lookIfDue() {
    Optional<OpenVault> open = vault.vault();
    if (open.isPresent() && !clock.instant().isBefore(due)) {
      look(watch(open.get()));
    }
  }

  private void look(WatchRows watch) {
    Duration next = AFTER_A_FAILURE;
    try {
      List<AuditCheckpoint> anchors = node.anchor().newest().stream().toList();
      switch (watch.watch(anchors)) {
        case Looked(List<Contradiction> found) -> tell(found);
        case LogBroken(var where) ->
            LOG.log(
                Level.ERROR,
                "the audit log was changed: entry {0}: {1}",
                Long.toString(where.seq()),
                where.problem());
      }
      next = BETWEEN;
      looked = clock.instant();
    } finally {
      due = clock.instant().plus(next);
    }
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

  /// Made once: the verifier's root stays, however often the vault is opened.
  private synchronized WatchRows watch(OpenVault open) {
    if (made == null) {
      made = make(open);
    }
    return made;
  }

  private WatchRows make(OpenVault open) {
    try (VaultKey key = open.verifierKey()) {
      AuditKeys keys = new AuditKeys(key);
      AuditTrail trail = new AuditTrail(keys, node.name());
      var find = new FindContradictions(log, new LinkAudit(log, trail), rows.apply(open).kinds());
      return new WatchRows(new VerifyAudit(log, keys), find, distrust, log, trail, clock);
    }
  }
}
