package dev.watchword.app;

import dev.watchword.adapters.cli.AnchorFiles;
import dev.watchword.adapters.cli.ServeOrder;
import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.StorageModule;
import dev.watchword.core.audit.AuditCheckpoint;
import dev.watchword.core.audit.AuditEvent.Transfer.Act;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.FindRollback;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.interchange.RecordTransfer;
import dev.watchword.core.vault.OpenVault;
import java.time.InstantSource;
import java.util.Optional;

/// Refuses to serve a store that was put back to an older state, until its owner says that it was
/// meant (SECURITY CR-13). Then what may have been used or revoked since counts as that (BK-04,
/// BK-05), and the checkpoints of what is gone stand aside.
///
/// @param node this process's name in the audit log
record RollbackGuard(
    Database database,
    AuditLog log,
    EnrolmentRepository enrolments,
    InstantSource clock,
    String node) {

  private static final Origin OPERATOR = Origin.of("cli");

  /// @param opened the vault, where it was opened at the start
  /// @throws IllegalArgumentException when it was put back and that was not accepted; the message
  ///   is a sentence
  void check(ServeOrder order, Optional<OpenVault> opened) {
    AnchorFiles anchor = order.auditing().anchor();
    Optional<AuditCheckpoint> missed =
        FindRollback.find(log, StorageModule.checkpoints(anchor.kept(), anchor.newest()));
    if (missed.isEmpty()) {
      return;
    }
    if (!order.auditing().acceptRollback()) {
      throw new IllegalArgumentException(
          "The store is older than its audit log's checkpoints in %s: on %s the log had %d entries, and now it ends before that or has others. Somebody put an older copy in its place. If that was meant, start once with --accept-rollback; what may have been used or revoked since then is dropped."
              .formatted(anchor.kept(), missed.get().at(), missed.get().seq()));
    }
    accept(
        anchor,
        opened.orElseThrow(() ->
            new IllegalArgumentException(
                "--accept-rollback writes to the audit log, so the vault has to be opened at"
                    + " the start: leave out --locked.")));
  }

  private void accept(AnchorFiles anchor, OpenVault vault) {
    database.inTransaction(() -> {
      database.forget();
      enrolments.raiseFloor();
      new RecordTransfer(log, clock, node).record(vault, OPERATOR, Act.ROLLBACK_ACCEPTED, "", 0);
      return true;
    });
    StorageModule.setAside(anchor.kept(), anchor.newest());
  }
}
