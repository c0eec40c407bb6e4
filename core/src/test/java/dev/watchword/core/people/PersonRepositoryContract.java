package dev.watchword.core.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent.Account.Act;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.people.PersonRepository.Addition;
import dev.watchword.core.people.PersonRepository.Change;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.session.PeopleStore;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.verification.Race;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [PersonRepository] does.
public interface PersonRepositoryContract {

  FixedRandom RANDOM = FixedRandom.seeded(300);
  PeopleKeys KEYS = new PeopleKeys(VaultKey.copyOf(new byte[32], 1));
  AuditTrail TRAIL = new AuditTrail(new AuditKeys(VaultKey.copyOf(new byte[32], 1)), "node-1");

  /// An empty store.
  PeopleStore store();

  private PersonRepository persons() {
    return store().persons();
  }

  private Instant now() {
    return store().verifier().now();
  }

  private AuditEntry entry(Person person, Instant at) {
    return TRAIL.entry(at, Origin.of("test"), person.audit(Act.INVITED));
  }

  private AuditEntry entry(Person person) {
    return entry(person, now());
  }

  private static PasswordHash hash() {
    return new PasswordHash(Argon2idParameters.FLOOR, new byte[16], new byte[32]);
  }

  private StoredPerson owner(String name) {
    return KEYS.seal(
        Person.owner(PersonId.random(RANDOM), new PersonName(name), name, hash(), now()));
  }

  private StoredPerson added(StoredPerson row) {
    assertThat(persons().add(row, entry(row.unverified()))).isEqualTo(Addition.ADDED);
    return row;
  }

  private Optional<StoredPerson> found(StoredPerson row) {
    return persons().find(row.unverified().id()).value();
  }

  private Change replace(PersonRepository on, StoredPerson before, Person next) {
    return on.replace(before, KEYS.seal(next), entry(next));
  }

  @Test
  default void givesBackEverythingThatWasKept() {
    Invite invite = new Invite(new UUID(1, 2), now().plusSeconds(7));
    Person person =
        Person.invited(
                PersonId.random(RANDOM),
                new PersonName("Zoë"),
                "Zoë Q.",
                Role.AUDITOR,
                invite,
                now())
            .withProfile("Zoë Quinn", new Preferences(Optional.of("de"), Optional.of("dark")));
    StoredPerson row = added(KEYS.seal(person));

    assertThat(found(row)).contains(row);
    assertThat(persons().named(new PersonName("ZOË")).value()).contains(row);
    assertThat(persons().invited(invite.hash()).value()).contains(row);
    assertThat(store().otherNode().persons().all()).containsExactly(row);
    assertThat(KEYS.open(found(row).orElseThrow())).isEqualTo(person);
  }

  @Test
  default void nobodyHasARoleThatARowWasGiven() { // CR-15
    StoredPerson owner = owner("ann");
    Person said = owner.unverified();
    for (Role role : List.of(Role.VIEWER, Role.OPERATOR, Role.AUDITOR)) {
      Person given =
          new Person(
              said.id(),
              said.name(),
              said.displayName(),
              role,
              said.standing(),
              said.password(),
              said.invite(),
              said.preferences(),
              said.createdAt(),
              said.version());
      StoredPerson edited = new StoredPerson(given, owner.tally(), owner.mac());

      assertThatExceptionOfType(TamperingException.class).isThrownBy(() -> KEYS.open(edited));
    }
    StoredPerson row = added(new StoredPerson(said, owner.tally(), KEYS.seal(bob()).mac()));
    assertThatExceptionOfType(TamperingException.class)
        .isThrownBy(() -> KEYS.open(found(row).orElseThrow()));
  }

  private Person bob() {
    return owner("bob").unverified();
  }

  @Test
  default void tellsItsOwnTimeAndThatItHoldsNobody() {
    assertThat(persons().isEmpty()).isTrue();
    assertThat(persons().find(PersonId.random(RANDOM)).value()).isEmpty();
    assertThat(persons().named(new PersonName("ann")).at()).isEqualTo(now());
    assertThat(persons().all()).isEmpty();
  }

  @Test
  default void takesANameOnceInWhateverCase() {
    added(owner("ann"));
    StoredPerson other = owner("ANN");

    assertThat(persons().add(other, entry(other.unverified()))).isEqualTo(Addition.NAME_TAKEN);
    assertThat(persons().all()).hasSize(1);
  }

  @Test
  default void addsAFirstPersonOnceOverTwoNodes() {
    List<PersonRepository> nodes = List.of(persons(), store().otherNode().persons());

    List<Addition> answers =
        Race.run(
            8,
            8,
            i -> {
              StoredPerson row = owner("owner" + i);
              return nodes.get(i % 2).addFirst(row, entry(row.unverified()));
            });

    assertThat(answers).containsOnlyOnce(Addition.ADDED).contains(Addition.NOT_FIRST);
    assertThat(persons().all()).hasSize(1);
  }

  @Test
  default void replacesTheVersionThatStandsAndNoOther() {
    StoredPerson row = added(owner("ann"));
    Person next = row.unverified().signedOut();

    assertThat(replace(persons(), row, next)).isEqualTo(Change.DONE);
    assertThat(replace(persons(), row, next)).isEqualTo(Change.STALE);
    assertThat(found(row).map(KEYS::open)).contains(next);
  }

  @Test
  default void refusesADecisionOnAReadingThatIsTooOld() {
    StoredPerson row = added(owner("ann"));
    AuditEntry entry = entry(row.unverified());
    store().verifier().advance(PersonRepository.MAX_AGE.plusMillis(1));

    assertThat(persons().replace(row, KEYS.seal(row.unverified().signedOut()), entry))
        .isEqualTo(Change.STALE);
  }

  @Test
  default void writesTheEntryWithTheChangeOrNeither() { // AU-02
    StoredPerson row = added(owner("ann"));
    store().verifier().failWrites(true);

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> replace(persons(), row, row.unverified().signedOut()));

    store().verifier().failWrites(false);
    assertThat(found(row)).contains(row);
    assertThat(store().verifier().auditLog().waiting(10)).hasSize(1);
  }

  @Test
  default void letsTheLastOwnerStay() { // AZ-06
    StoredPerson ann = added(owner("ann"));
    Person annAsViewer = ann.unverified().withRole(Role.VIEWER);

    assertThat(replace(persons(), ann, annAsViewer)).isEqualTo(Change.LAST_OWNER);
    assertThat(replace(persons(), ann, ann.unverified().withDisabled(true)))
        .isEqualTo(Change.LAST_OWNER);
    assertThat(persons().remove(ann, entry(ann.unverified()))).isEqualTo(Change.LAST_OWNER);
    assertThat(found(ann)).contains(ann);

    added(owner("bob"));
    assertThat(replace(persons(), ann, annAsViewer)).isEqualTo(Change.DONE);
  }

  @Test
  default void countsNeitherTheInvitedNorTheShutOutAsOwners() { // AZ-05, AZ-06
    StoredPerson ann = added(owner("ann"));
    Invite invite = new Invite(new UUID(3, 4), now().plusSeconds(9));
    added(
        KEYS.seal(
            Person.invited(
                PersonId.random(RANDOM), new PersonName("bob"), "Bob", Role.OWNER, invite, now())));
    StoredPerson cy = added(owner("cy"));
    replace(persons(), cy, cy.unverified().withDisabled(true));

    assertThat(persons().remove(ann, entry(ann.unverified()))).isEqualTo(Change.LAST_OWNER);
  }

  @Test
  default void keepsOneOfTwoOwnersWhoTakeEachOtherAwayAtOnce() { // AZ-06
    List<PersonRepository> nodes = List.of(persons(), store().otherNode().persons());
    StoredPerson[] owners = {added(owner("ann")), added(owner("bob"))};

    for (int round = 0; round < 25; round++) {
      StoredPerson[] standing = owners.clone();
      List<Change> answers =
          Race.run(
              2,
              2,
              i -> {
                StoredPerson one = standing[i];
                return replace(nodes.get(i), one, one.unverified().withRole(Role.VIEWER));
              });

      assertThat(answers).containsExactlyInAnyOrder(Change.DONE, Change.LAST_OWNER);
      for (int i = 0; i < 2; i++) {
        StoredPerson row = found(owners[i]).orElseThrow();
        if (row.unverified().role() == Role.VIEWER) {
          Person again = row.unverified().withRole(Role.OWNER);
          assertThat(replace(persons(), row, again)).isEqualTo(Change.DONE);
        }
        owners[i] = found(owners[i]).orElseThrow();
      }
    }
  }

  @Test
  default void forgetsNobodysTalliesAloneAndOnlyOldOnes() {
    PasswordTallyRepository tallies = store().tallies();
    StoredPerson ann = added(owner("ann"));
    UUID nobodys = KEYS.tally(new PersonName("nobody"));
    for (UUID name : List.of(ann.tally(), nobodys)) {
      PasswordTally none = PasswordTally.none(name);
      assertThat(tallies.replace(none, none.with(none.attempts()), entry(ann.unverified())))
          .isTrue();
      assertThat(tallies.replace(none, none.with(none.attempts()), entry(ann.unverified())))
          .isFalse();
    }

    assertThat(tallies.forgetNobodys(Duration.ofDays(1))).isZero();
    store().verifier().advance(Duration.ofDays(1));
    assertThat(tallies.forgetNobodys(Duration.ofDays(1))).isOne();
    assertThat(tallies.find(nobodys).value()).isEmpty();
    assertThat(tallies.find(ann.tally()).value().map(PasswordTally::version)).contains(1L);
  }

  @Test
  default void erasesNoticesAndTallyWithThePerson() {
    StoredPerson ann = added(owner("ann"));
    StoredPerson bob = added(owner("bob"));
    PersonId id = bob.unverified().id();
    store().notices().add(new Notice(id, now(), Notice.Kind.DISABLED, "cli", false));
    PasswordTally none = PasswordTally.none(bob.tally());
    store().tallies().replace(none, none.with(none.attempts()), entry(bob.unverified()));

    assertThat(persons().remove(bob, entry(bob.unverified()))).isEqualTo(Change.DONE);

    assertThat(persons().all()).containsExactly(ann);
    assertThat(store().notices().of(id, 5)).isEmpty();
    assertThat(store().tallies().find(bob.tally()).value()).isEmpty();
  }

  @Test
  default void showsNoticesNewestFirstUntilTheyAreSeen() {
    PersonId id = added(owner("ann")).unverified().id();
    NoticeRepository notices = store().notices();
    Notice first = new Notice(id, now(), Notice.Kind.FACTOR_ADDED, "192.0.2.7", false);
    Notice second = new Notice(id, now().plusMillis(1), Notice.Kind.TOKEN_MADE, "cli", false);
    notices.add(first);
    notices.add(second);

    assertThat(notices.of(id, 5)).containsExactly(second, first);
    assertThat(notices.of(id, 1)).containsExactly(second);
    assertThat(notices.markSeen(id, first.at())).isOne();
    assertThat(notices.markSeen(id, first.at())).isZero();
    assertThat(notices.of(id, 5)).extracting(Notice::seen).containsExactly(false, true);
  }
}
