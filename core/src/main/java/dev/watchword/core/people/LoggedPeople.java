package dev.watchword.core.people;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.Contradiction.RowVersion;
import dev.watchword.core.audit.LoggedKind.Slice;
import dev.watchword.core.audit.LoggedRows;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/// People beside what the audit log tells of them (SECURITY CR-12: a role that was taken away does
/// not come back).
public final class LoggedPeople implements LoggedRows<UUID, StoredPerson> {

  /// Tells of nobody's account, or of one as it was.
  private static final String REFUSED_INVITE = "account.invite-refused";

  private final PersonRepository persons;
  private final PeopleKeys keys;
  private final Slice slice;
  private final Map<UUID, Told> told = new HashMap<>();

  public LoggedPeople(PersonRepository persons, PeopleKeys keys, Slice slice) {
    this.persons = persons;
    this.keys = keys;
    this.slice = slice;
  }

  /// What was heard of one person.
  ///
  /// @param version 0 where the entries are from before versions were written
  private record Told(long version, String role, boolean removed) {

    static final Told NOTHING = new Told(0, "", false);

    Told after(AuditEntry entry) {
      return new Told(
          Math.max(version, entry.number("version").orElse(0)),
          entry.word("role").orElse(role),
          removed || entry.action().equals("account.removed"));
    }
  }

  @Override
  public Need hear(AuditEntry entry) {
    if (!entry.action().startsWith("account.") || entry.action().equals(REFUSED_INVITE)) {
      return Need.NONE;
    }
    Optional<UUID> person = entry.subject("person").filter(slice::has);
    person.ifPresent(id -> told.put(id, told.getOrDefault(id, Told.NOTHING).after(entry)));
    return person.isPresent() ? Need.ALWAYS : Need.NONE;
  }

  @Override
  public void walk(BiConsumer<? super UUID, ? super StoredPerson> look) {
    persons.all().stream()
        .filter(row -> slice.has(row.unverified().id().value()))
        .forEach(row -> look.accept(row.unverified().id().value(), row));
  }

  @Override
  public Collection<UUID> expected() {
    return told.entrySet().stream()
        .filter(entry -> !entry.getValue().removed)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public Optional<StoredPerson> read(UUID person) {
    return persons.find(new PersonId(person)).value();
  }

  @Override
  public Optional<String> problem(UUID person, Optional<StoredPerson> row) {
    Told one = told.getOrDefault(person, Told.NOTHING);
    if (row.isEmpty()) {
      return one.removed
          ? Optional.empty()
          : Optional.of("The account is gone, and nobody removed it.");
    }
    if (!keys.isGenuine(row.get())) {
      return Optional.of(changed());
    }
    Person it = row.get().unverified();
    if (one.removed) {
      return Optional.of("The account was removed, and is back.");
    }
    boolean older =
        it.version() < one.version || one.version == 0 && !it.role().text().equals(one.role);
    return older
        ? Optional.of("The account was put back: what was taken from it would count again.")
        : Optional.empty();
  }

  @Override
  public String changed() {
    return "The account was changed outside of Watchword.";
  }

  @Override
  public String subject(UUID person) {
    return "person/" + person;
  }

  @Override
  public RowVersion version(StoredPerson row) {
    return new RowVersion(row.unverified().id().value(), row.unverified().version());
  }
}
