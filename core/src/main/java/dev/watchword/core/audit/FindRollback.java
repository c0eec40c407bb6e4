package dev.watchword.core.audit;

import java.util.Optional;

/// Finds a store that was put back to an older state as a whole: its audit log then ends before a
/// checkpoint that was kept elsewhere, or goes on to that place by other entries (SECURITY CR-13).
///
/// Needs no key, so that a locked server is refused too; who has the key can tell more by
/// [VerifyAudit]. What was lost since the last checkpoint, a minute or 1,000 entries at the most,
/// is not found.
public final class FindRollback {

  private FindRollback() {}

  /// @return the last checkpoint, where the log does not meet it
  public static Optional<AuditCheckpoint> find(AuditLog log, CheckpointSink anchor) {
    return anchor.last().filter(last -> !meets(log, last));
  }

  private static boolean meets(AuditLog log, AuditCheckpoint last) {
    return last.seq() > 0
        && log.page(last.seq() - 1, 1).stream()
            .map(LinkedEntry::link)
            .anyMatch(link -> link.seq() == last.seq() && link.mac().equals(last.head()));
  }
}
