package dev.watchword.core.people;

import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Account.Act;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.PassphrasePolicy;
import dev.watchword.core.throttle.Attempts;
import dev.watchword.core.transaction.Transactions;
import dev.watchword.core.vault.StorageException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Takes an invite: once, over any number of threads and nodes. The person has a password from then
/// on, and signs in by it, at first no further than to set up a second factor. Thread-safe.
public final class AcceptInvite {

  private static final int MAX_ROUNDS = 64;

  private final PersonRepository persons;
  private final PasswordTallyRepository tallies;
  private final PeopleKeys keys;
  private final PasswordHashing hashing;
  private final PassphrasePolicy policy;
  private final Transactions transactions;
  private final AuditLog log;
  private final AuditTrail trail;

  public AcceptInvite(
      PersonRepository persons,
      PasswordTallyRepository tallies,
      PeopleKeys keys,
      PasswordHashing hashing,
      PassphrasePolicy policy,
      Transactions transactions,
      AuditLog log,
      AuditTrail trail) {
    this.persons = persons;
    this.tallies = tallies;
    this.keys = keys;
    this.hashing = hashing;
    this.policy = policy;
    this.transactions = transactions;
    this.log = log;
    this.trail = trail;
  }

  /// What came of it.
  public sealed interface Outcome {

    /// The invite is taken.
    record Accepted(Person person) implements Outcome {}

    /// There is no such invite, it has expired, or it was taken: nobody is told which.
    record Refused() implements Outcome {}

    /// The password won't do; the invite stands.
    ///
    /// @param sentence says what is wrong with it
    record Objection(String sentence) implements Outcome {}
  }

  /// @param code stays the caller's to close, as `password` does
  /// @throws PasswordsBusyException when too many wait already; the invite stands
  public Outcome accept(InviteCode code, Passphrase password, Origin origin) {
    UUID hash = keys.hash(code);
    Optional<PasswordHash> fresh = Optional.empty();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Reading<StoredPerson> reading = persons.invited(hash);
      Optional<Person> invited = invited(reading);
      if (invited.isEmpty()) {
        log.append(refusal(reading, origin));
        return new Outcome.Refused();
      }
      if (fresh.isEmpty()) {
        Optional<String> objection = policy.objection(password);
        if (objection.isPresent()) {
          return new Outcome.Objection(objection.get());
        }
        fresh = Optional.of(hashing.hash(password));
        continue; // that took its time
      }
      Person joined = invited.get().joined(fresh.get(), reading.at());
      if (store(reading.value().orElseThrow(), joined, reading.at(), origin)) {
        return new Outcome.Accepted(joined);
      }
    }
    throw new StorageException("This account keeps changing; try again.");
  }

  private AuditEntry refusal(Reading<StoredPerson> reading, Origin origin) {
    Optional<UUID> whose = reading.value().map(keys::open).map(person -> person.id().value());
    return trail.entry(reading.at(), origin, new AuditEvent.Invite(whose));
  }

  private Optional<Person> invited(Reading<StoredPerson> reading) {
    return reading
        .value()
        .map(keys::open)
        .filter(person -> !person.disabled())
        .filter(person -> person.invite().filter(it -> it.countsAt(reading.at())).isPresent());
  }

  private boolean store(StoredPerson before, Person joined, Instant at, Origin origin) {
    return transactions.inTransaction(() -> {
      AuditEntry entry = entry(joined, Act.JOINED, at, origin);
      if (persons.replace(before, keys.seal(joined), entry) != PersonRepository.Change.DONE) {
        return false;
      }
      // who guessed at the password until now is no reason to keep its owner out
      Optional<PasswordTally> tally = tallies.find(before.tally()).value();
      if (tally.isPresent() && tally.get().attempts().failures() > 0) {
        var forgiven = entry(joined, Act.FAILURES_FORGIVEN, at, origin);
        tallies.replace(tally.get(), tally.get().with(Attempts.NONE), forgiven);
      }
      return true;
    });
  }

  private AuditEntry entry(Person person, Act act, Instant at, Origin origin) {
    return trail.entry(at, origin, person.audit(act));
  }
}
