package dev.watchword.core.custody;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent.Custody.Act;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// An owner's acts on grants. Thread-safe.
public final class Grants {

  private final Desk desk;

  Grants(Desk desk) {
    this.desk = desk;
  }

  /// The grants that stand, those that are yet to begin too; at most 1,000.
  ///
  /// @param entry on this held factor alone
  public List<Grant> list(Optional<UUID> entry) {
    return desk
        .records()
        .list(
            Grant.TYPE,
            query -> {
              RecordQuery open = query.standing(RecordQuery.Standing.OPEN);
              return entry.map(open::about).orElse(open);
            })
        .stream()
        .map(Kept::value)
        .toList();
  }

  /// Grants readings of a held factor, at most for as long as it is held.
  ///
  /// @param from when it begins; now where it is past
  /// @return empty when nothing of that id is held
  /// @throws IllegalArgumentException when it is for the one who grants it (SECURITY AZ-05), or the
  ///   window is empty
  public Optional<Grant> add(
      Custodian by,
      UUID entry,
      Grantee grantee,
      Optional<Instant> from,
      Instant until,
      ReadingRules rules) {
    if (grantee.key().equals(by.id())) {
      throw new IllegalArgumentException("grantee: nobody grants to themselves");
    }
    if (grantee instanceof Grantee.Members(UUID team)
        && desk.records().find(Team.TYPE, team).isEmpty()) {
      throw new IllegalArgumentException("grantee: there is no such team");
    }
    return desk.retrying(() ->
        desk.held(entry)
            .map(kept -> {
              Instant end = until.isAfter(kept.value().until()) ? kept.value().until() : until;
              Instant begin = from.filter(when -> when.isAfter(kept.at())).orElse(kept.at());
              Grant grant =
                  new Grant(
                      desk.newId(),
                      entry,
                      grantee,
                      millis(begin),
                      millis(end),
                      rules,
                      0,
                      by.id(),
                      false);
              desk.write(
                  List.of(
                      desk.records().insert(Grant.TYPE, grant),
                      desk.records().require(Held.TYPE, kept)),
                  desk.entry(
                      kept.at(), by.origin(), "grant", grant.id(), Act.GRANTED, "entry=" + entry));
              return grant;
            }));
  }

  private static Instant millis(Instant time) {
    return Instant.ofEpochMilli(time.toEpochMilli());
  }

  /// Ends a grant; the next use of it is refused, on every node.
  ///
  /// @return false when no such grant stands
  public boolean revoke(Custodian by, UUID id) {
    return desk.retrying(() -> {
      Optional<Kept<Grant>> found =
          desk.records().find(Grant.TYPE, id).filter(kept -> !kept.value().revoked());
      found.ifPresent(kept ->
          desk.write(
              List.of(desk.records().replace(Grant.TYPE, kept, kept.value().withRevoked())),
              revoked(desk, kept.at(), by, kept.value())));
      return found.isPresent();
    });
  }

  static AuditEntry revoked(Desk desk, Instant at, Custodian by, Grant grant) {
    return desk.entry(
        at, by.origin(), "grant", grant.id(), Act.GRANT_REVOKED, "entry=" + grant.entry());
  }
}
