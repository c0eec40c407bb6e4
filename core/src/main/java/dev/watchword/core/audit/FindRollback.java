package dev.watchword.core.audit;

import java.util.Optional;

/// Finds a store that was put back to an older state as a whole: its audit log then ends before a
/// checkpoint that was kept elsewhere, or goes on to that place by other entries (SECURITY CR-13).
///
/// Needs no key, so that a locked server is refused too; who has the key can tell more by
/// [VerifyAudit], also where the place was archived since. What was lost since the last checkpoint,
/// a minute or 1,000 entries at the most before a server was killed, is not found.
public final class FindRollback {

  private FindRollback() {}

  /// @return the last checkpoint, where the log does not meet it
  public static Optional<AuditCheckpoint> find(AuditLog log, CheckpointSink anchor) {
    return anchor.last().filter(last -> !meets(log, last));
  }

  private static boolean meets(AuditLog log, AuditCheckpoint last) {
    if (last.seq() < 1) {
      return false;
    }
    Optional<AuditLink> there =
        log.page(last.seq() - 1, 1).stream()
            .map(LinkedEntry::link)
            .filter(link -> link.seq() == last.seq())
            .findFirst();
    return there.map(link -> link.mac().equals(last.head())).orElseGet(() -> isArchived(log, last));
  }

  private static boolean isArchived(AuditLog log, AuditCheckpoint last) {
    return AuditSeam.last(log)
        .flatMap(seam -> AuditSeam.of(seam.entry()))
        .filter(seam -> seam.to() >= last.seq())
        .isPresent();
  }
}
