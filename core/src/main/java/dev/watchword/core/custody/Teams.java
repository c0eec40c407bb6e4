package dev.watchword.core.custody;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent.Custody.Act;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// An owner's acts on teams, and what has to be done when somebody leaves. Thread-safe.
public final class Teams {

  private final Desk desk;

  Teams(Desk desk) {
    this.desk = desk;
  }

  public List<Team> list() {
    return desk.records().list(Team.TYPE, query -> query).stream().map(Kept::value).toList();
  }

  /// Makes a team.
  public Team add(Custodian by, String name, Set<UUID> members) {
    Team team = new Team(desk.newId(), name, members);
    desk.write(List.of(desk.records().insert(Team.TYPE, team)), changed(desk.now(), by, team, 1));
    return team;
  }

  private AuditEntry changed(Instant at, Custodian by, Team team, long revision) {
    return desk.entry(
        at,
        by.origin(),
        "team",
        team.id(),
        Act.TEAM_CHANGED,
        "members=%d revision=%d".formatted(team.members().size(), revision));
  }

  private AuditEntry left(Instant at, Custodian by, UUID member, UUID team) {
    return desk.entry(at, by.origin(), "person", member, Act.TEAM_LEFT, "team=" + team);
  }

  /// Renames a team, or changes who is in it.
  ///
  /// @return empty when there is none
  public Optional<Team> change(
      Custodian by, UUID id, Optional<String> name, Optional<Set<UUID>> members) {
    return desk.retrying(() ->
        desk.records()
            .find(Team.TYPE, id)
            .map(kept -> {
              Team next =
                  new Team(
                      id, name.orElse(kept.value().name()), members.orElse(kept.value().members()));
              List<AuditEntry> entries = new ArrayList<>();
              entries.add(changed(kept.at(), by, next, kept.revision() + 1));
              kept.value().members().stream()
                  .filter(member -> !next.members().contains(member))
                  .map(member -> left(kept.at(), by, member, id))
                  .forEach(entries::add);
              desk.records()
                  .store()
                  .write(List.of(desk.records().replace(Team.TYPE, kept, next)), entries);
              return next;
            }));
  }

  /// Removes a team; what was granted to it is granted to nobody.
  public boolean remove(Custodian by, UUID id) {
    return desk.retrying(() -> {
      Optional<Kept<Team>> found = desk.records().find(Team.TYPE, id);
      found.ifPresent(kept ->
          desk.write(
              List.of(desk.records().remove(Team.TYPE, kept)),
              desk.entry(kept.at(), by.origin(), "team", id, Act.TEAM_REMOVED, "")));
      return found.isPresent();
    });
  }

  /// Something handed over whose codes somebody has read.
  ///
  /// @param receipt what it was handed over by
  /// @param lines the chain's lines that tell of it
  public record Seen(UUID receipt, List<ReceiptEvent> lines) {
    public Seen {
      lines = List.copyOf(lines);
    }
  }

  /// Ends what somebody may read, in every team and by every grant of their own, and says what they
  /// have read (SECURITY AZ-09).
  ///
  /// @param leaver who leaves
  public List<Seen> leave(Custodian by, UUID leaver) {
    desk.retrying(() -> {
      Instant now = desk.now();
      List<RecordWrite> writes = new ArrayList<>();
      List<AuditEntry> entries = new ArrayList<>();
      for (Kept<Team> team : desk.records().list(Team.TYPE, query -> query)) {
        if (team.value().members().contains(leaver)) {
          Set<UUID> rest = new LinkedHashSet<>(team.value().members());
          rest.remove(leaver);
          Team next = new Team(team.value().id(), team.value().name(), rest);
          writes.add(desk.records().replace(Team.TYPE, team, next));
          entries.add(changed(now, by, next, team.revision() + 1));
        }
      }
      for (Kept<Grant> grant :
          desk.records()
              .list(
                  Grant.TYPE,
                  query -> query.of(List.of(leaver)).standing(RecordQuery.Standing.OPEN))) {
        writes.add(desk.records().replace(Grant.TYPE, grant, grant.value().withRevoked()));
        entries.add(Grants.revoked(desk, now, by, grant.value()));
      }
      entries.add(
          desk.entry(
              now, by.origin(), "person", leaver, Act.ACCESS_ENDED, "ended=" + writes.size()));
      desk.records().store().write(writes, entries);
      return writes;
    });
    return seenBy(leaver);
  }

  /// What somebody has read codes of.
  public List<Seen> seenBy(UUID person) {
    Map<UUID, List<ReceiptEvent>> byReceipt = new LinkedHashMap<>();
    desk.records()
        .list(ReceiptEvent.TYPE, query -> query.of(List.of(person)).newest(1000))
        .forEach(kept ->
            byReceipt
                .computeIfAbsent(kept.value().receipt(), r -> new ArrayList<>())
                .add(kept.value()));
    return byReceipt.entrySet().stream()
        .map(entry -> new Seen(entry.getKey(), entry.getValue()))
        .toList();
  }
}
