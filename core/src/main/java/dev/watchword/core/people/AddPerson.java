package dev.watchword.core.people;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent.Account.Act;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.people.PersonRepository.Addition;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.PassphrasePolicy;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Adds people: the first owner, those who are invited, and those whom an operator gives a password
/// on the server's own command line. Thread-safe.
public final class AddPerson {

  private final PersonRepository persons;
  private final PeopleKeys keys;
  private final PasswordHashing hashing;
  private final PassphrasePolicy policy;
  private final AuditTrail trail;
  private final SecureRandom random;

  public AddPerson(
      PersonRepository persons,
      PeopleKeys keys,
      PasswordHashing hashing,
      PassphrasePolicy policy,
      AuditTrail trail,
      SecureRandom random) {
    this.persons = persons;
    this.keys = keys;
    this.hashing = hashing;
    this.policy = policy;
    this.trail = trail;
    this.random = random;
  }

  /// What came of it.
  public sealed interface Outcome {

    /// They are there.
    record Added(Person person) implements Outcome {}

    /// They are invited, and have no right before they take it (SECURITY AZ-05).
    ///
    /// @param code the caller's to show once and to close
    record Invited(Person person, InviteCode code) implements Outcome {}

    /// Somebody has that name.
    record NameTaken() implements Outcome {}

    /// There is somebody already, so that nobody becomes the first owner any more.
    record NotFirst() implements Outcome {}

    /// The password won't do.
    ///
    /// @param sentence says what is wrong with it
    record Objection(String sentence) implements Outcome {}

    /// Nobody grants more than they have.
    record NotAllowed() implements Outcome {}
  }

  /// Adds the owner of a server that has nobody yet.
  ///
  /// @param password stays the caller's to close
  public Outcome firstOwner(
      PersonName name, String displayName, Passphrase password, Origin origin) {
    Optional<String> objection = policy.objection(password);
    if (objection.isPresent()) {
      return new Outcome.Objection(objection.get());
    }
    PasswordHash hash = hashing.hash(password);
    Instant now = now(name);
    Person owner = Person.owner(PersonId.random(random), name, displayName, hash, now);
    return added(
        owner, persons.addFirst(keys.seal(owner), entry(owner, Act.OWNER_CREATED, now, origin)));
  }

  /// Adds somebody with a password: for an operator on the server's own command line. They have to
  /// set up a second factor before they get any further.
  ///
  /// @param password stays the caller's to close
  public Outcome withPassword(
      PersonName name, String displayName, Role role, Passphrase password, Origin origin) {
    Optional<String> objection = policy.objection(password);
    if (objection.isPresent()) {
      return new Outcome.Objection(objection.get());
    }
    PasswordHash hash = hashing.hash(password);
    Instant now = now(name);
    Person person = Person.joining(PersonId.random(random), name, displayName, role, hash, now);
    return added(person, persons.add(keys.seal(person), entry(person, Act.JOINED, now, origin)));
  }

  /// Invites somebody for seven days.
  ///
  /// @param by the person who asks; empty for an operator on the server's own command line
  public Outcome invite(
      Optional<Person> by, PersonName name, String displayName, Role role, Origin origin) {
    if (by.isPresent() && !by.get().role().mayGrant(role)) {
      return new Outcome.NotAllowed();
    }
    Instant now = now(name);
    InviteCode code = InviteCode.random(random);
    Invite invite = new Invite(keys.hash(code), now.plus(Invite.FOR_NEW));
    Person person = Person.invited(PersonId.random(random), name, displayName, role, invite, now);
    Addition addition = persons.add(keys.seal(person), entry(person, Act.INVITED, now, origin));
    if (addition == Addition.ADDED) {
      return new Outcome.Invited(person, code);
    }
    code.close();
    return added(person, addition);
  }

  private static Outcome added(Person person, Addition addition) {
    return switch (addition) {
      case ADDED -> new Outcome.Added(person);
      case NAME_TAKEN -> new Outcome.NameTaken();
      case NOT_FIRST -> new Outcome.NotFirst();
    };
  }

  private Instant now(PersonName name) {
    return persons.named(name).at().truncatedTo(ChronoUnit.MILLIS);
  }

  private AuditEntry entry(Person person, Act act, Instant at, Origin origin) {
    return trail.entry(at, origin, person.audit(act));
  }
}
