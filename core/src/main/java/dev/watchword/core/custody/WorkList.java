package dev.watchword.core.custody;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What somebody may read codes of now. A grant that is over, or yet to come, shows nothing.
/// Thread-safe.
public final class WorkList {

  private static final int MOST = 500;

  private final Desk desk;

  WorkList(Desk desk) {
    this.desk = desk;
  }

  /// The held factors of live grants, at most 500, those that end first first; for an owner all
  /// held ones, also those that they can't read codes of.
  public List<WorkItem> list(Custodian by) {
    Map<UUID, Grant> grants = new HashMap<>();
    List<UUID> holders = desk.holders(by.id());
    desk
        .records()
        .list(
            Grant.TYPE, query -> query.of(holders).standing(RecordQuery.Standing.LIVE).newest(MOST))
        .stream()
        .map(Kept::value)
        .forEach(grant -> grants.merge(grant.entry(), grant, WorkList::easier));
    if (grants.isEmpty() && !by.owner()) {
      return List.of();
    }
    Map<UUID, Approval> approvals = new HashMap<>();
    desk.records()
        .list(
            Approval.TYPE, query -> query.of(List.of(by.id())).standing(RecordQuery.Standing.LIVE))
        .forEach(kept -> approvals.put(kept.value().entry(), kept.value()));
    return desk
        .records()
        .list(
            Held.TYPE,
            query -> {
              RecordQuery live = query.standing(RecordQuery.Standing.LIVE).newest(MOST);
              return by.owner() ? live : live.named(List.copyOf(grants.keySet()));
            })
        .stream()
        .map(kept -> item(by, kept, grants, approvals))
        .sorted(
            Comparator.comparing((WorkItem item) -> item.held().until())
                .thenComparing(item -> item.held().id()))
        .toList();
  }

  private static Grant easier(Grant one, Grant other) {
    return Desk.difficulty(one) <= Desk.difficulty(other) ? one : other;
  }

  private static WorkItem item(
      Custodian by, Kept<Held> kept, Map<UUID, Grant> grants, Map<UUID, Approval> approvals) {
    Held held = kept.value();
    Instant now = kept.at();
    boolean reserved = held.reservedAt(now);
    return new WorkItem(
        held,
        Optional.ofNullable(grants.get(held.id())),
        Optional.ofNullable(approvals.get(held.id())),
        reserved && !held.reservedBy().equals(by.id()),
        reserved);
  }
}
