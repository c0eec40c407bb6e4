package dev.watchword.core.audit;

import java.util.Optional;

/// Finds a store that was put back to an older state as a whole: its audit log then ends before a
/// checkpoint that was kept elsewhere, or goes on to that place by other entries (SECURITY CR-13).
///
/// Needs no key, so that a locked server is refused too; who has the key can tell more by
/// [VerifyAudit], also where the place was archived since. What was lost since the newest
/// checkpoint, some two seconds before a server was killed, is not found.
public final class FindRollback {

  private FindRollback() {}

  /// @return the newest checkpoint, where the log does not meet it
  public static Optional<AuditCheckpoint> find(AuditLog log, CheckpointSink anchor) {
    return anchor.newest().filter(newest -> !meets(log, newest));
  }

  private static boolean meets(AuditLog log, AuditCheckpoint newest) {
    if (newest.seq() < 1) {
      return false;
    }
    Optional<AuditLink> there =
        log.page(newest.seq() - 1, 1).stream()
            .map(LinkedEntry::link)
            .filter(link -> link.seq() == newest.seq())
            .findFirst();
    return there
        .map(link -> link.mac().equals(newest.head()))
        .orElseGet(() -> isArchived(log, newest));
  }

  private static boolean isArchived(AuditLog log, AuditCheckpoint newest) {
    return AuditSeam.last(log)
        .flatMap(seam -> AuditSeam.of(seam.entry()))
        .filter(seam -> seam.to() >= newest.seq())
        .isPresent();
  }
}
