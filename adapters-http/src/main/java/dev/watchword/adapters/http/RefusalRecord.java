package dev.watchword.adapters.http;

import static java.lang.System.Logger.Level.WARNING;

import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Alarm;
import dev.watchword.core.audit.AuditEvent.Denial;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.audit.RecordVaultUse;
import dev.watchword.core.vault.CurrentVault;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.vault.VaultLockedException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;

/// Puts on record what was refused and what looks like an attack (SECURITY AU-01, TK-06, TH-09), in
/// so many lines that nobody can fill the log with them. Thread-safe.
///
/// Nothing was done that would have to be undone: where no line can be kept, because the vault is
/// locked or the store fails, the refusal stands all the same.
final class RefusalRecord {

  /// Lines that one network may cause at once, and in each minute.
  static final int LINES_PER_SOURCE = 10;

  /// Lines of all networks together.
  static final int LINES = 60;

  private static final System.Logger LOGGER = System.getLogger("dev.watchword.http");
  private static final Object ALL = "all";

  private record Kept(AuditLog log, RecordVaultUse use) {}

  private final CurrentVault vault;
  private final InstantSource clock;
  private final Optional<Kept> kept;
  private final RequestBudget perSource;
  private final RequestBudget all;
  private int leftOut;

  RefusalRecord(ServerPorts ports) {
    this.vault = ports.vault();
    this.clock = ports.clock();
    this.kept =
        ports
            .vaultSide()
            .map(side ->
                new Kept(
                    side.auditLog(),
                    new RecordVaultUse(side.auditLog(), ports.clock(), side.node())));
    this.perSource = new RequestBudget(LINES_PER_SOURCE, clock);
    this.all = new RequestBudget(LINES, clock);
  }

  /// Somebody who is known asked for what they may not do.
  void denied(ProblemException.Denied denied, InetAddress source, String requestId) {
    Optional<Integer> before = room(source);
    if (before.isEmpty()) {
      return;
    }
    String actor = denied.caller().actor();
    keep(
        new Origin(actor, source.getHostAddress(), requestId),
        new Denial(actor, denied.permission(), before.get()));
  }

  /// A token was in a URL or a cookie; its value is told to nobody.
  void misplacedToken(InetAddress source) {
    if (room(source).isPresent()) {
      keep(new Origin("", source.getHostAddress(), ""), new Alarm(Alarm.Act.TOKEN_MISPLACED, 1));
    }
  }

  /// Somebody tries to sign in as many people.
  void spraying(int names) {
    LOGGER.log(
        WARNING,
        "alarm=spraying names={0} somebody tries to sign in as many people within a minute",
        names);
    keep(new Origin("", "server", ""), new Alarm(Alarm.Act.SPRAYING, names));
  }

  /// @return how many were left out before, where one more line may be written
  private synchronized Optional<Integer> room(InetAddress source) {
    try {
      all.check(ALL);
      perSource.spend(Gate.network(source));
      all.charge(ALL);
    } catch (ProblemException full) {
      leftOut++;
      return Optional.empty();
    }
    int before = leftOut;
    leftOut = 0;
    return Optional.of(before);
  }

  private void keep(Origin origin, AuditEvent event) {
    try {
      kept.ifPresent(to ->
          vault
              .vault()
              .ifPresent(
                  open -> to.log.append(to.use.trail(open).entry(clock.instant(), origin, event))));
    } catch (StorageException | VaultLockedException e) {
      LOGGER.log(WARNING, "a refusal is not on record: {0}", event.action());
    }
  }
}
