package dev.watchword.core.session;

import dev.watchword.core.account.Reading;
import dev.watchword.core.people.PeopleKeys;
import dev.watchword.core.people.PersonRepository;
import dev.watchword.core.vault.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Tells whose session it is that somebody presents, and whether it counts: at each request, from
/// the store, so that what one node ended is ended on all (SECURITY SE-03, SE-05). Thread-safe.
public final class AuthenticateSession {

  private static final Duration SEEN_RESOLUTION = Duration.ofSeconds(1);

  private final SessionRepository sessions;
  private final PersonRepository persons;
  private final SessionKeys keys;
  private final PeopleKeys peopleKeys;

  public AuthenticateSession(
      SessionRepository sessions,
      PersonRepository persons,
      SessionKeys keys,
      PeopleKeys peopleKeys) {
    this.sessions = sessions;
    this.persons = persons;
    this.keys = keys;
    this.peopleKeys = peopleKeys;
  }

  /// The session of a request that its person made, which keeps it from idling out.
  ///
  /// @return empty when it does not count (any more), whatever the reason
  /// @throws StorageException when the store can't be read: nobody is let in then
  /// @throws dev.watchword.core.seal.TamperingException when the session's row, or the person's,
  ///   was changed outside of this program (CR-15)
  public Optional<SignedIn> authenticate(SessionToken token) {
    Reading<StoredSession> reading = sessions.find(token.hash());
    Optional<SignedIn> signedIn = signedIn(reading);
    if (signedIn.isPresent()) {
      note(reading.value().orElseThrow(), reading.at());
    }
    return signedIn;
  }

  /// The same for what a page asks by itself, such as a stream that goes on: it does not keep the
  /// session from idling out.
  public Optional<SignedIn> stillCounts(SessionToken token) {
    return signedIn(sessions.find(token.hash()));
  }

  private Optional<SignedIn> signedIn(Reading<StoredSession> reading) {
    if (reading.value().isEmpty()) {
      return Optional.empty();
    }
    Session session = keys.open(reading.value().get());
    if (!session.countsAt(reading.at(), reading.value().get().lastSeenAt())) {
      return Optional.empty();
    }
    return persons
        .find(session.person())
        .value()
        .map(peopleKeys::open)
        .filter(person -> person.counts() && person.standing().epoch() == session.epoch())
        .map(person -> new SignedIn(session, person, reading.at()));
  }

  private void note(StoredSession row, Instant now) {
    if (now.isBefore(row.lastSeenAt().plus(SEEN_RESOLUTION))) {
      return;
    }
    try {
      sessions.seen(row.unverified().id(), now);
    } catch (StorageException readOnly) {
      // codes are read from a read-only disk as well (SECURITY FI-06); it idles out the sooner
    }
  }
}
