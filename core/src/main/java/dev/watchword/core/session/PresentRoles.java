package dev.watchword.core.session;

import dev.watchword.core.access.TokenOwners;
import dev.watchword.core.people.PeopleKeys;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.PersonRepository;
import dev.watchword.core.people.Role;
import java.util.Optional;

/// What the owners of tokens are at present, from the store at each question (SECURITY TK-02).
/// Thread-safe.
final class PresentRoles implements TokenOwners {

  private final PersonRepository persons;
  private final PeopleKeys keys;

  PresentRoles(PersonRepository persons, PeopleKeys keys) {
    this.persons = persons;
    this.keys = keys;
  }

  @Override
  public Optional<Role> roleOf(PersonId owner) {
    return persons.find(owner).value().map(keys::open).filter(Person::counts).map(Person::role);
  }
}
