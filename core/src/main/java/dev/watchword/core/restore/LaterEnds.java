package dev.watchword.core.restore;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditLink;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.LinkedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What came to its end in a store after a backup of it was made, as its audit log tells: factors,
/// people's accounts, what customers handed over, webhooks (SECURITY BK-05).
///
/// @param entries of that log, oldest first; not known to be genuine yet
public record LaterEnds(List<AuditEntry> entries) {

  private static final int PAGE = 1000;

  /// What waits for its place in the chain, of which there is no more than of a second's work.
  private static final int MOST_WAITING = 100_000;

  private static final Set<String> ACTIONS =
      Set.of(
          "enrolment.confirmed",
          "enrolment.confirmed-in-place-of-another",
          "enrolment.revoked",
          "account.role-changed",
          "account.disabled",
          "account.enabled",
          "account.reset",
          "account.removed",
          "custody.ended-by-customer",
          "custody.ended-by-staff",
          "custody.team-left",
          "custody.team-removed",
          "custody.access-ended",
          "custody.webhook-removed");

  public LaterEnds {
    entries = List.copyOf(entries);
  }

  /// Reads the log of the store that is to be replaced.
  ///
  /// @param head where the backup's own log ends; empty where it has no linked entry
  /// @return empty where the log does not go on from there: it is of another store, older than the
  ///   backup, or was archived beyond that place
  /// @throws dev.watchword.core.vault.StorageException when the store can't be read
  public static Optional<LaterEnds> read(AuditLog log, Optional<AuditLink> head) {
    long from = head.map(AuditLink::seq).orElse(0L);
    if (head.isPresent() && !linkAt(log, from).equals(head)) {
      return Optional.empty();
    }
    List<AuditEntry> found = new ArrayList<>();
    List<LinkedEntry> page = log.page(from, PAGE);
    while (!page.isEmpty()) {
      page.stream().map(LinkedEntry::entry).filter(LaterEnds::tells).forEach(found::add);
      page = log.page(page.getLast().link().seq(), PAGE);
    }
    log.waiting(MOST_WAITING).stream().filter(LaterEnds::tells).forEach(found::add);
    return Optional.of(new LaterEnds(found));
  }

  private static Optional<AuditLink> linkAt(AuditLog log, long seq) {
    return log.page(seq - 1, 1).stream().map(LinkedEntry::link).findFirst();
  }

  private static boolean tells(AuditEntry entry) {
    return ACTIONS.contains(entry.action());
  }
}
