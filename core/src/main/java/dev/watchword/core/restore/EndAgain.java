package dev.watchword.core.restore;

import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.custody.Custodian;
import dev.watchword.core.custody.Custody;
import dev.watchword.core.custody.Team;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.enrolment.RevokeEnrolment;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonChange;
import dev.watchword.core.people.Role;
import dev.watchword.core.session.Accounts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/// Ends in a store that was put back what had [come to its end][LaterEnds] in the one that it
/// replaces, each on record (SECURITY BK-05).
///
/// A factor that was revoked or replaced is revoked. Somebody who was removed is removed; who was
/// shut out or reset, or has another factor by now, is shut out, until an owner lets them in; who
/// was given a lesser role has it. What a customer or staff ended is erased; who left a team, or
/// lost access, is in it no more, even if they came back to it later; a team or webhook that was
/// removed is removed. To be used in a transaction, by one thread.
public final class EndAgain {

  private final EnrolmentRepository enrolments;
  private final RevokeEnrolment revoke;
  private final Accounts accounts;
  private final Custody custody;
  private final AuditKeys keys;

  /// All of the store that was put back.
  public EndAgain(
      EnrolmentRepository enrolments,
      RevokeEnrolment revoke,
      Accounts accounts,
      Custody custody,
      AuditKeys keys) {
    this.enrolments = enrolments;
    this.revoke = revoke;
    this.accounts = accounts;
    this.custody = custody;
    this.keys = keys;
  }

  /// How much was ended.
  ///
  /// @param factors of the verifier's subscribers
  /// @param people whose accounts were removed, shut out or given less
  /// @param receipts of customers, with all that they stand for, which the customers ended
  /// @param held of customers' factors, which staff ended
  /// @param teams that were removed, or that somebody was taken out of
  /// @param left what was not: the account of the last owner, what entries tell of that were
  ///   changed outside of Watchword, and what an earlier version did not name
  public record Ended(
      int factors, int people, int receipts, int held, int teams, int webhooks, int left) {

    public static final Ended NOTHING = new Ended(0, 0, 0, 0, 0, 0, 0);
  }

  /// @param origin who puts the store back
  public Ended end(LaterEnds later, Origin origin) {
    List<AuditEntry> genuine = later.entries().stream().filter(keys::isGenuine).toList();
    LaterState state = LaterState.of(genuine);
    int factors = endFactors(state, origin);
    List<PersonChange> people = endPeople(state, origin);
    int kept = (int) people.stream().filter(PersonChange.LastOwner.class::isInstance).count();
    Custodian by = Custodian.operator(origin);
    List<AuditEntry> byStaff = of(genuine, "custody.ended-by-staff");
    List<UUID> held = ids(byStaff, entry -> entry.id("entry"));
    List<UUID> receipts =
        ids(of(genuine, "custody.ended-by-customer"), entry -> entry.subject("receipt"));
    List<UUID> webhooks =
        ids(of(genuine, "custody.webhook-removed"), entry -> entry.subject("webhook"));
    return new Ended(
        factors,
        people.size() - kept,
        count(receipts, id -> custody.ending().byCustomer(id, origin).isPresent()),
        count(held, id -> custody.ending().byStaff(by, id).isPresent()),
        endTeams(genuine, by),
        count(webhooks, id -> custody.webhooks().remove(origin, id)),
        kept + later.entries().size() - genuine.size() + byStaff.size() - held.size());
  }

  /// @return how many; people's own are noted in `state`
  private int endFactors(LaterState state, Origin origin) {
    int ended = 0;
    for (var told : List.copyOf(state.factors().entrySet())) {
      Subscriber subscriber = told.getKey();
      boolean another =
          enrolments
              .unverified(subscriber)
              .value()
              .filter(row -> !told.getValue().equals(Optional.of(row.id().value())))
              .isPresent();
      if (another && subscriber.relyingParty().equals(RelyingPartyId.OWN)) {
        state.lostTheirFactor(UUID.fromString(subscriber.id().value()));
      } else if (another && revoke.revoke(subscriber, origin)) {
        ended++;
      }
    }
    return ended;
  }

  /// @return what came of each that was to be ended
  private List<PersonChange> endPeople(LaterState state, Origin origin) {
    List<PersonChange> done = new ArrayList<>();
    for (Person person : accounts.list().list().people()) { // nobody else can sign in
      LaterState.Account told = state.accounts().get(person.id().value());
      if (told != null) {
        end(person, told, origin).ifPresent(done::add);
      }
    }
    return done;
  }

  private Optional<PersonChange> end(Person person, LaterState.Account told, Origin origin) {
    if (told.removed()) {
      return Optional.of(accounts.remove().remove(Optional.empty(), person.id(), origin));
    }
    Optional<PersonChange> less =
        told.role()
            .filter(role -> isLess(role, person.role()))
            .map(role -> accounts.change().role(Optional.empty(), person.id(), role, origin));
    return (told.disabled() || told.reset()) && !person.disabled()
        ? Optional.of(accounts.change().disabled(Optional.empty(), person.id(), true, origin))
        : less;
  }

  /// Roles stand in the order of what they may do.
  private static boolean isLess(Role role, Role than) {
    return role.compareTo(than) > 0;
  }

  /// @return how many teams are gone or have lost somebody
  private int endTeams(List<AuditEntry> entries, Custodian by) {
    Set<UUID> changed = new HashSet<>();
    for (AuditEntry entry : entries) {
      Optional<UUID> person = entry.subject("person");
      switch (entry.action()) {
        case "custody.team-removed" ->
            entry
                .subject("team")
                .filter(id -> custody.teams().remove(by, id))
                .ifPresent(changed::add);
        case "custody.team-left" ->
            takeOut(
                person.orElseThrow(),
                team -> entry.id("team").equals(Optional.of(team.id())),
                by,
                changed);
        case "custody.access-ended" -> takeOut(person.orElseThrow(), team -> true, by, changed);
        default -> {}
      }
    }
    return changed.size();
  }

  private void takeOut(UUID person, Predicate<Team> of, Custodian by, Set<UUID> changed) {
    for (Team team : custody.teams().list()) {
      if (team.members().contains(person) && of.test(team)) {
        Set<UUID> rest = new LinkedHashSet<>(team.members());
        rest.remove(person);
        custody.teams().change(by, team.id(), Optional.empty(), Optional.of(rest));
        changed.add(team.id());
      }
    }
  }

  private static List<AuditEntry> of(List<AuditEntry> entries, String action) {
    return entries.stream().filter(entry -> entry.action().equals(action)).toList();
  }

  private static List<UUID> ids(
      List<AuditEntry> entries, Function<AuditEntry, Optional<UUID>> which) {
    return entries.stream().flatMap(entry -> which.apply(entry).stream()).distinct().toList();
  }

  private static int count(List<UUID> ids, Predicate<UUID> end) {
    return (int) ids.stream().filter(end).count();
  }
}
