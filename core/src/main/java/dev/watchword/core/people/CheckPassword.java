package dev.watchword.core.people;

import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Password.Verdict;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.people.PasswordCheck.Right;
import dev.watchword.core.people.PasswordCheck.Throttled;
import dev.watchword.core.people.PasswordCheck.Wrong;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.throttle.Admission.HardStop;
import dev.watchword.core.throttle.Admission.Open;
import dev.watchword.core.throttle.Admission.Wait;
import dev.watchword.core.throttle.AttemptLimit;
import dev.watchword.core.throttle.Attempts;
import dev.watchword.core.vault.StorageException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Checks a password: the one way to do so.
///
/// As with one-time passwords, no verdict leaves before the tally that it ends is stored over the
/// one that admitted it: so every wrong try that is answered is charged, and of any number at once
/// no more are evaluated than the tally has room for (SECURITY TH-03, TH-04). A right one changes
/// no tally that stands at nothing, so people who sign in at the same moment don't hinder each
/// other (TH-10). A name that nobody has is treated, and timed, like one that somebody has (SE-15).
/// Thread-safe.
public final class CheckPassword {

  private static final int MAX_ROUNDS = 64;

  private final PersonRepository persons;
  private final PasswordTallyRepository tallies;
  private final PeopleKeys keys;
  private final PasswordHashing hashing;
  private final AuditLog log;
  private final AuditTrail trail;
  private final AttemptLimit limit;

  public CheckPassword(
      PersonRepository persons,
      PasswordTallyRepository tallies,
      PeopleKeys keys,
      PasswordHashing hashing,
      AuditLog log,
      AuditTrail trail,
      AttemptLimit limit) {
    this.persons = persons;
    this.tallies = tallies;
    this.keys = keys;
    this.hashing = hashing;
    this.log = log;
    this.trail = trail;
    this.limit = limit;
  }

  /// @param password stays the caller's to close
  /// @throws StorageException when the store failed: the outcome is unknown, and nobody is let in
  /// @throws PasswordsBusyException when too many wait already; nothing was evaluated
  public PasswordCheck check(PersonName name, Passphrase password, Origin origin) {
    Optional<Person> person = persons.named(name).value().map(keys::open);
    UUID own = keys.tally(name);
    Optional<Boolean> right = Optional.empty();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Reading<PasswordTally> reading = tallies.find(own);
      Instant now = reading.at();
      PasswordTally tally = reading.value().orElse(PasswordTally.none(own));
      Optional<PasswordCheck> turnedAway = turnAway(person, tally, now, origin);
      if (turnedAway.isPresent()) {
        return turnedAway.get();
      }
      if (right.isEmpty()) {
        // slow: what the tally says is asked anew afterwards
        right = Optional.of(hashing.matches(password, person.flatMap(Person::usablePassword)));
        continue;
      }
      Optional<PasswordCheck> verdict =
          right.get()
              ? accept(person.orElseThrow(), tally, now, origin)
              : reject(person, tally, now, origin);
      if (verdict.isPresent()) {
        return verdict.get();
      }
    }
    throw new StorageException("This tally keeps changing; try again.");
  }

  private Optional<PasswordCheck> turnAway(
      Optional<Person> person, PasswordTally tally, Instant now, Origin origin) {
    return switch (tally.attempts().admission(now, limit)) {
      case Open _ -> Optional.empty();
      case Wait(var retryAfter) -> {
        log.append(entry(person, tally, Verdict.THROTTLED, now, origin));
        yield Optional.of(new Throttled(retryAfter));
      }
      case HardStop _ -> {
        log.append(entry(person, tally, Verdict.LOCKED, now, origin));
        yield Optional.of(new Throttled(limit.longestWait()));
      }
    };
  }

  /// Empty when the tally moved on in the meantime, as below.
  private Optional<PasswordCheck> reject(
      Optional<Person> person, PasswordTally tally, Instant now, Origin origin) {
    PasswordTally next = tally.with(tally.attempts().failed(now, limit));
    AuditEntry entry = entry(person, next, Verdict.REJECTED, now, origin);
    return tallies.replace(tally, next, entry) ? Optional.of(new Wrong()) : Optional.empty();
  }

  private Optional<PasswordCheck> accept(
      Person person, PasswordTally tally, Instant now, Origin origin) {
    PasswordTally next = tally.with(Attempts.NONE);
    AuditEntry entry = entry(Optional.of(person), next, Verdict.ACCEPTED, now, origin);
    if (tally.attempts().failures() == 0) {
      log.append(entry);
    } else if (!tallies.replace(tally, next, entry)) {
      return Optional.empty();
    }
    return Optional.of(new Right(person, now));
  }

  private AuditEntry entry(
      Optional<Person> person, PasswordTally after, Verdict verdict, Instant now, Origin origin) {
    AuditEvent event =
        new AuditEvent.Password(
            person.map(it -> it.id().value()), after.name(), verdict, after.attempts().failures());
    return trail.entry(now, origin, event);
  }
}
