package dev.watchword.core.restore;

import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.custody.Custody;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.enrolment.RevokeEnrolment;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonChange;
import dev.watchword.core.people.Role;
import dev.watchword.core.session.Accounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/// Ends in a store that was put back what had [come to its end][LaterEnds] in the one that it
/// replaces, each on record (SECURITY BK-05).
///
/// A factor that was revoked or replaced is revoked. Somebody who was removed is removed; who was
/// shut out or reset, or has another factor by now, is shut out, until an owner lets them in; who
/// was given a lesser role has it. What a customer ended is erased, and a webhook that was removed
/// is removed. To be used in a transaction, by one thread.
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
  /// @param receipts of customers, with all that they stand for
  /// @param left what was not: the account of the last owner, and what entries tell of that were
  ///   changed outside of Watchword
  public record Ended(int factors, int people, int receipts, int webhooks, int left) {}

  /// @param origin who puts the store back
  public Ended end(LaterEnds later, Origin origin) {
    List<AuditEntry> genuine = later.entries().stream().filter(keys::isGenuine).toList();
    LaterState state = LaterState.of(genuine);
    int factors = endFactors(state, origin);
    List<PersonChange> people = endPeople(state, origin);
    long kept = people.stream().filter(PersonChange.LastOwner.class::isInstance).count();
    return new Ended(
        factors,
        people.size() - (int) kept,
        count(genuine, "receipt", id -> custody.ending().byCustomer(id, origin).isPresent()),
        count(genuine, "webhook", id -> custody.webhooks().remove(origin, id)),
        (int) kept + later.entries().size() - genuine.size());
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

  private static int count(List<AuditEntry> entries, String thing, Predicate<UUID> end) {
    return (int)
        entries.stream()
            .flatMap(entry -> entry.subject(thing).stream())
            .distinct()
            .filter(end)
            .count();
  }
}
