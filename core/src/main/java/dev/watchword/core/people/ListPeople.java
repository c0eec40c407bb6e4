package dev.watchword.core.people;

import java.util.List;
import java.util.Optional;

/// Everybody, and whose rows were changed outside of this program. Thread-safe.
public final class ListPeople {

  private final PersonRepository persons;
  private final PeopleKeys keys;

  public ListPeople(PersonRepository persons, PeopleKeys keys) {
    this.persons = persons;
    this.keys = keys;
  }

  /// Who there is.
  ///
  /// @param people oldest first
  /// @param tamperedWith those whose rows are not to be trusted; they can't sign in
  public record Listing(List<Person> people, List<PersonId> tamperedWith) {}

  public Listing list() {
    List<StoredPerson> all = persons.all();
    return new Listing(
        all.stream().filter(keys::isGenuine).map(keys::open).toList(),
        all.stream().filter(row -> !keys.isGenuine(row)).map(it -> it.unverified().id()).toList());
  }

  /// The person of that name, in whatever case.
  ///
  /// @throws dev.watchword.core.seal.TamperingException when the row is not to be trusted
  public Optional<Person> named(PersonName name) {
    return persons.named(name).value().map(keys::open);
  }

  /// The person of that id.
  ///
  /// @throws dev.watchword.core.seal.TamperingException when the row is not to be trusted
  public Optional<Person> find(PersonId id) {
    return persons.find(id).value().map(keys::open);
  }
}
