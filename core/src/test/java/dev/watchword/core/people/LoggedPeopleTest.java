package dev.watchword.core.people;

import static dev.watchword.core.session.PeopleNode.BY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.FindContradictions;
import dev.watchword.core.audit.LinkAudit;
import dev.watchword.core.audit.LoggedKind.Slice;
import dev.watchword.core.session.InMemoryPeopleStore;
import dev.watchword.core.session.PeopleNode;
import dev.watchword.core.testing.FixedRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What somebody who can write the store does to people's rows while no server runs, and that it is
/// named (SECURITY CR-12, CR-15).
class LoggedPeopleTest {

  private static final String PUT_BACK =
      ": The account was put back: what was taken from it would count again.";

  private final InMemoryPeopleStore store = new InMemoryPeopleStore();
  private final PeopleNode node = new PeopleNode(store, FixedRandom.seeded(15));
  private final PersonRepository persons = store.stores().persons();
  private final AuditLog log = store.verifier().auditLog();
  private final AuditTrail trail = new AuditTrail(new AuditKeys(PeopleNode.key()), "test");
  private final Person ann = node.owner("ann");
  private final Person bob = node.joined(ann, "bob");

  private List<String> found() {
    var find =
        new FindContradictions(log, new LinkAudit(log, trail), List.of(node.accounts.logged()));
    return find.find().stream()
        .map(one -> one.subject().replace("person/" + bob.id(), "bob") + ": " + one.problem())
        .toList();
  }

  private StoredPerson row(Person person) {
    return persons.find(person.id()).value().orElseThrow();
  }

  @Test
  void nothingIsWrongWithWhatThisProgramWrote() {
    node.accounts.change().role(Optional.of(ann), bob.id(), Role.VIEWER, BY);
    node.accounts.change().profile(bob.id(), "Bob", Preferences.NONE, BY);
    node.accounts.reset().reset(Optional.of(ann), bob.id(), BY);
    var late = node.invite(ann, "cy", Role.AUDITOR);
    node.accept("0000-0000-0000-0000-0000-0000", PeopleNode.PASSWORD);
    node.accounts.remove().remove(Optional.of(ann), late.person().id(), BY);

    assertThat(found()).isEmpty();
  }

  /// Nothing was changed, so the row has to stay as it was told.
  @Test
  void nothingIsWrongWithALastOwnerWhoWasKept() { // AZ-06
    var change = node.accounts.change();
    Optional<Person> operator = Optional.empty();

    assertThat(change.role(operator, ann.id(), Role.VIEWER, BY))
        .isInstanceOf(PersonChange.LastOwner.class);
    assertThat(change.disabled(operator, ann.id(), true, BY))
        .isInstanceOf(PersonChange.LastOwner.class);
    assertThat(node.accounts.remove().remove(operator, ann.id(), BY))
        .isInstanceOf(PersonChange.LastOwner.class);

    assertThat(found()).isEmpty();
  }

  @Test
  void aRoleThatWasTakenAwayAndIsBackIsNamed() { // CR-12: role
    StoredPerson operator = row(bob);
    node.accounts.change().role(Optional.of(ann), bob.id(), Role.VIEWER, BY);

    store.put(operator);

    assertThat(found()).containsExactly("bob" + PUT_BACK);
  }

  @Test
  void whoWasShutOutAndIsBackIsNamed() { // CR-12
    StoredPerson before = row(bob);
    node.accounts.change().disabled(Optional.of(ann), bob.id(), true, BY);

    store.put(before);

    assertThat(found()).containsExactly("bob" + PUT_BACK);
  }

  @Test
  void whoWasRemovedAndIsBackIsNamed() { // CR-12
    StoredPerson before = row(bob);
    node.accounts.remove().remove(Optional.of(ann), bob.id(), BY);

    store.put(before);

    assertThat(found()).containsExactly("bob: The account was removed, and is back.");
  }

  @Test
  void whoWasTakenAwayIsNamed() { // CR-12
    store.takeAway(bob.id());

    assertThat(found()).containsExactly("bob: The account is gone, and nobody removed it.");
  }

  @Test
  void aRoleThatWasEditedIsNamed() { // CR-15
    StoredPerson genuine = row(bob);
    Person owner = genuine.unverified().withRole(Role.OWNER);

    store.put(new StoredPerson(owner, genuine.tally(), genuine.mac()));

    assertThat(found()).containsExactly("bob: The account was changed outside of Watchword.");
    var gone = node.accounts.remove().remove(Optional.of(ann), bob.id(), BY);
    assertThat(gone).as("the way out").isInstanceOf(PersonChange.Changed.class);
    assertThat(found()).isEmpty();
  }

  /// Logs from before versions were written tell of roles alone.
  @Test
  void aRoleIsToldByAnOlderLogToo() { // CR-12
    StoredPerson joined = row(bob);
    LoggedPeople people = new LoggedPeople(persons, new PeopleKeys(PeopleNode.key()), Slice.ALL);
    people.hear(withoutVersion(Role.OPERATOR));
    assertThat(people.problem(bob.id().value(), Optional.of(joined))).isEmpty();

    people.hear(withoutVersion(Role.VIEWER));

    assertThat(people.problem(bob.id().value(), Optional.of(joined))).isPresent();
  }

  private AuditEntry withoutVersion(Role role) {
    AuditEntry now =
        trail.entry(
            store.verifier().now(),
            BY,
            new AuditEvent.Account(
                bob.id().value(), AuditEvent.Account.Act.ROLE_CHANGED, role.text(), 1));
    return new AuditEntry(
        now.at(),
        now.node(),
        now.origin(),
        now.subject(),
        now.action(),
        "role=" + role.text(),
        now.mac());
  }
}
