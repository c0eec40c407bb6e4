package dev.watchword.core.people;

import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent.Account.Act;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.people.PersonChange.Changed;
import dev.watchword.core.people.PersonChange.LastOwner;
import dev.watchword.core.people.PersonChange.NotFound;
import dev.watchword.core.transaction.Transactions;
import dev.watchword.core.vault.StorageException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Changes a person over the version that was read, again until that stood, with the audit entry
/// and the notice that belong to it. Thread-safe.
public final class PersonEdits {

  private static final int MAX_ROUNDS = 64;

  private final PersonRepository persons;
  private final NoticeRepository notices;
  private final PeopleKeys keys;
  private final Transactions transactions;
  private final AuditLog log;
  private final AuditTrail trail;

  public PersonEdits(
      PersonRepository persons,
      NoticeRepository notices,
      PeopleKeys keys,
      Transactions transactions,
      AuditLog log,
      AuditTrail trail) {
    this.persons = persons;
    this.notices = notices;
    this.keys = keys;
    this.transactions = transactions;
    this.log = log;
    this.trail = trail;
  }

  Transactions transactions() {
    return transactions;
  }

  /// @param change asked again with each version that is found
  PersonChange edit(
      PersonId id,
      UnaryOperator<Person> change,
      Act act,
      Optional<Notice.Kind> notice,
      Origin origin) {
    return edit(id, (person, at) -> change.apply(person), act, notice, origin);
  }

  PersonChange edit(
      PersonId id,
      BiFunction<Person, Instant, Person> change,
      Act act,
      Optional<Notice.Kind> notice,
      Origin origin) {
    return decide(
        () -> persons.find(id),
        (row, at) -> {
          Person next = change.apply(keys.open(row), at);
          return transactions.inTransaction(() -> {
            AuditEntry entry = entry(next, act, at, origin);
            PersonRepository.Change done = persons.replace(row, keys.seal(next), entry);
            if (done == PersonRepository.Change.DONE) {
              notice.ifPresent(
                  kind -> notices.add(new Notice(id, at, kind, origin.source(), false)));
            }
            return new Tried(done, next);
          });
        },
        origin);
  }

  /// Those whose row somebody changed too: that is the way out of it.
  PersonChange remove(PersonId id, Origin origin) {
    return decide(
        () -> persons.unverified(id),
        (row, at) -> {
          Person person = row.unverified();
          return new Tried(persons.remove(row, entry(person, Act.REMOVED, at, origin)), person);
        },
        origin);
  }

  private record Tried(PersonRepository.Change change, Person person) {}

  private PersonChange decide(
      Supplier<Reading<StoredPerson>> read,
      BiFunction<StoredPerson, Instant, Tried> attempt,
      Origin origin) {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Reading<StoredPerson> reading = read.get();
      if (reading.value().isEmpty()) {
        return new NotFound();
      }
      Tried tried = attempt.apply(reading.value().get(), reading.at());
      switch (tried.change) {
        case DONE -> {
          return new Changed(tried.person);
        }
        case LAST_OWNER -> {
          Person kept = reading.value().get().unverified(); // as it stays: nothing was changed
          log.append(entry(kept, Act.LAST_OWNER_KEPT, reading.at(), origin));
          return new LastOwner();
        }
        case STALE -> {}
      }
    }
    throw new StorageException("This account keeps changing; try again.");
  }

  private AuditEntry entry(Person after, Act act, Instant at, Origin origin) {
    return trail.entry(at, origin, after.audit(act));
  }
}
