package dev.watchword.core.session;

import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.access.InMemoryApiTokenRepository;
import dev.watchword.core.access.TokenHash;
import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.people.Notice;
import dev.watchword.core.people.NoticeRepository;
import dev.watchword.core.people.Passkey;
import dev.watchword.core.people.PasskeyId;
import dev.watchword.core.people.PasskeyRepository;
import dev.watchword.core.people.PasswordTally;
import dev.watchword.core.people.PasswordTallyRepository;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.PersonName;
import dev.watchword.core.people.PersonRepository;
import dev.watchword.core.people.ProviderAccount;
import dev.watchword.core.people.ProviderAccountRepository;
import dev.watchword.core.people.StoredPasskey;
import dev.watchword.core.people.StoredPerson;
import dev.watchword.core.people.StoredProviderAccount;
import dev.watchword.core.transaction.Transactions;
import dev.watchword.core.verification.InMemoryVerifierStore;
import dev.watchword.core.verification.VerifierStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// People and their sessions in memory, under one lock: the fake that tests use, held to the same
/// contracts as the real ones. Its transactions shut others out, and undo nothing. Thread-safe.
public final class InMemoryPeopleStore implements PeopleStore {

  private static final class Data {
    final Map<PersonId, StoredPerson> persons = new HashMap<>();
    final Map<SessionId, StoredSession> sessions = new HashMap<>();
    final Map<UUID, PasswordTally> tallies = new HashMap<>();
    final Map<UUID, Instant> tallied = new HashMap<>();
    final List<Notice> notices = new ArrayList<>();
    final Map<PasskeyId, StoredPasskey> passkeys = new HashMap<>();
    final Map<PersonId, StoredProviderAccount> providers = new HashMap<>();
    final Map<UUID, Instant> challenges = new HashMap<>();
    final ApiTokenRepository tokens = new InMemoryApiTokenRepository();
  }

  private final VerifierStore verifier;
  private final Data data;

  public InMemoryPeopleStore() {
    this(new InMemoryVerifierStore());
  }

  /// Beside a verifier's store, whose clock and audit log it shares.
  public InMemoryPeopleStore(VerifierStore verifier) {
    this(verifier, new Data());
  }

  private InMemoryPeopleStore(VerifierStore verifier, Data data) {
    this.verifier = verifier;
    this.data = data;
  }

  @Override
  public PeopleStore otherNode() {
    return new InMemoryPeopleStore(verifier.otherNode(), data);
  }

  @Override
  public VerifierStore verifier() {
    return verifier;
  }

  @Override
  public ApiTokenRepository tokens() {
    return data.tokens;
  }

  @Override
  public Transactions transactions() {
    return new Transactions() {
      @Override
      public <T> T inTransaction(java.util.function.Supplier<T> work) {
        synchronized (data) {
          return work.get();
        }
      }
    };
  }

  /// Lets a test play somebody who can write to the store: puts a row as it is.
  public void put(StoredPerson row) {
    synchronized (data) {
      data.persons.put(row.unverified().id(), row);
    }
  }

  /// The same: takes somebody away.
  public void takeAway(PersonId person) {
    synchronized (data) {
      data.persons.remove(person);
    }
  }

  /// The same for a passkey.
  public void put(StoredPasskey row) {
    synchronized (data) {
      data.passkeys.put(row.unverified().id(), row);
    }
  }

  /// The same for an account at a provider.
  public void put(StoredProviderAccount row) {
    synchronized (data) {
      data.providers.put(row.unverified().person(), row);
    }
  }

  /// The same for a session.
  public void put(StoredSession row) {
    synchronized (data) {
      data.sessions.put(row.unverified().id(), row);
    }
  }

  private <T> Reading<T> reading(Optional<T> value) {
    return new Reading<>(value, verifier.now());
  }

  private void append(AuditEntry entry) {
    verifier.auditLog().append(entry);
  }

  @Override
  public PersonRepository persons() {
    return new Persons();
  }

  @Override
  public SessionRepository sessions() {
    return new Sessions();
  }

  @Override
  public PasswordTallyRepository tallies() {
    return new Tallies();
  }

  @Override
  public NoticeRepository notices() {
    return new Notices();
  }

  @Override
  public PasskeyRepository passkeys() {
    return new Passkeys();
  }

  @Override
  public ProviderAccountRepository providers() {
    return new Providers();
  }

  private final class Providers implements ProviderAccountRepository {

    @Override
    public Optional<StoredProviderAccount> of(PersonId person) {
      synchronized (data) {
        return Optional.ofNullable(data.providers.get(person));
      }
    }

    @Override
    public Reading<StoredProviderAccount> find(String issuer, String subject) {
      synchronized (data) {
        return reading(
            data.providers.values().stream()
                .filter(row ->
                    row.unverified().issuer().equals(issuer)
                        && row.unverified().subject().equals(subject))
                .findFirst());
      }
    }

    @Override
    public boolean link(StoredProviderAccount fresh, AuditEntry entry) {
      synchronized (data) {
        ProviderAccount account = fresh.unverified();
        boolean free =
            !data.providers.containsKey(account.person())
                && find(account.issuer(), account.subject()).value().isEmpty();
        if (free) {
          append(entry);
          data.providers.put(account.person(), fresh);
        }
        return free;
      }
    }

    @Override
    public boolean unlink(PersonId person, AuditEntry entry) {
      synchronized (data) {
        if (!data.providers.containsKey(person)) {
          return false;
        }
        append(entry);
        data.providers.remove(person);
        return true;
      }
    }
  }

  private final class Passkeys implements PasskeyRepository {

    @Override
    public Instant now() {
      return verifier.now();
    }

    @Override
    public List<StoredPasskey> of(PersonId person) {
      synchronized (data) {
        return data.passkeys.values().stream()
            .filter(row -> row.unverified().person().equals(person))
            .sorted(
                Comparator.comparing((StoredPasskey row) -> row.unverified().createdAt())
                    .thenComparing(row -> row.unverified().id().toString()))
            .toList();
      }
    }

    @Override
    public int count(PersonId person) {
      return of(person).size();
    }

    @Override
    public Reading<StoredPasskey> find(String credential) {
      synchronized (data) {
        return reading(
            data.passkeys.values().stream()
                .filter(row -> row.unverified().credential().id().equals(credential))
                .findFirst());
      }
    }

    @Override
    public Addition add(StoredPasskey fresh, AuditEntry entry) {
      synchronized (data) {
        if (find(fresh.unverified().credential().id()).value().isPresent()) {
          return Addition.KNOWN;
        }
        if (count(fresh.unverified().person()) >= Passkey.MOST) {
          return Addition.TOO_MANY;
        }
        append(entry);
        put(fresh);
        return Addition.ADDED;
      }
    }

    @Override
    public boolean used(StoredPasskey expected, StoredPasskey next) {
      synchronized (data) {
        StoredPasskey standing = data.passkeys.get(next.unverified().id());
        if (standing == null
            || standing.unverified().version() != expected.unverified().version()) {
          return false;
        }
        put(next);
        return true;
      }
    }

    @Override
    public boolean remove(PersonId person, PasskeyId id, AuditEntry entry) {
      synchronized (data) {
        StoredPasskey standing = data.passkeys.get(id);
        if (standing == null || !standing.unverified().person().equals(person)) {
          return false;
        }
        append(entry);
        data.passkeys.remove(id);
        return true;
      }
    }

    @Override
    public int removeAll(PersonId person, AuditEntry entry) {
      synchronized (data) {
        int count = count(person);
        if (count > 0) {
          append(entry);
          data.passkeys.values().removeIf(row -> row.unverified().person().equals(person));
        }
        return count;
      }
    }

    @Override
    public boolean answerOnce(UUID challenge, Instant expiresAt) {
      synchronized (data) {
        return data.challenges.putIfAbsent(challenge, expiresAt) == null;
      }
    }

    @Override
    public int eraseChallenges() {
      synchronized (data) {
        int before = data.challenges.size();
        data.challenges.values().removeIf(at -> !verifier.now().isBefore(at));
        return before - data.challenges.size();
      }
    }
  }

  private final class Persons implements PersonRepository {

    @Override
    public Reading<StoredPerson> find(PersonId id) {
      synchronized (data) {
        return reading(Optional.ofNullable(data.persons.get(id)));
      }
    }

    @Override
    public Reading<StoredPerson> unverified(PersonId id) {
      return find(id);
    }

    @Override
    public Reading<StoredPerson> named(PersonName name) {
      synchronized (data) {
        return reading(
            data.persons.values().stream()
                .filter(row -> row.unverified().name().folded().equals(name.folded()))
                .findFirst());
      }
    }

    @Override
    public Reading<StoredPerson> invited(UUID hash) {
      synchronized (data) {
        return reading(
            data.persons.values().stream()
                .filter(
                    row -> row.unverified().invite().filter(i -> i.hash().equals(hash)).isPresent())
                .findFirst());
      }
    }

    @Override
    public List<StoredPerson> all() {
      synchronized (data) {
        return data.persons.values().stream()
            .sorted(
                Comparator.comparing((StoredPerson row) -> row.unverified().createdAt())
                    .thenComparing(row -> row.unverified().id().toString()))
            .toList();
      }
    }

    @Override
    public boolean isEmpty() {
      synchronized (data) {
        return data.persons.isEmpty();
      }
    }

    @Override
    public Addition add(StoredPerson fresh, AuditEntry entry) {
      synchronized (data) {
        if (named(fresh.unverified().name()).value().isPresent()) {
          return Addition.NAME_TAKEN;
        }
        append(entry);
        put(fresh);
        return Addition.ADDED;
      }
    }

    @Override
    public Addition addFirst(StoredPerson fresh, AuditEntry entry) {
      synchronized (data) {
        return data.persons.isEmpty() ? add(fresh, entry) : Addition.NOT_FIRST;
      }
    }

    @Override
    public Change replace(StoredPerson expected, StoredPerson next, AuditEntry entry) {
      synchronized (data) {
        Change change = decide(expected, Optional.of(next.unverified()), entry);
        if (change == Change.DONE) {
          append(entry);
          put(next);
        }
        return change;
      }
    }

    @Override
    public Change remove(StoredPerson expected, AuditEntry entry) {
      synchronized (data) {
        Change change = decide(expected, Optional.empty(), entry);
        if (change == Change.DONE) {
          append(entry);
          PersonId id = expected.unverified().id();
          data.persons.remove(id);
          data.sessions.values().removeIf(row -> row.unverified().person().equals(id));
          data.passkeys.values().removeIf(row -> row.unverified().person().equals(id));
          data.providers.remove(id);
          data.notices.removeIf(notice -> notice.person().equals(id));
          data.tallies.remove(expected.tally());
        }
        return change;
      }
    }

    private Change decide(StoredPerson expected, Optional<Person> next, AuditEntry entry) {
      Person before = expected.unverified();
      StoredPerson standing = data.persons.get(before.id());
      if (standing == null
          || standing.unverified().version() != before.version()
          || verifier.now().isAfter(entry.at().plus(MAX_AGE))) {
        return Change.STALE;
      }
      boolean stays =
          !before.isOwner()
              || next.filter(Person::isOwner).isPresent()
              || data.persons.values().stream()
                  .map(StoredPerson::unverified)
                  .anyMatch(other -> other.isOwner() && !other.id().equals(before.id()));
      return stays ? Change.DONE : Change.LAST_OWNER;
    }
  }

  private final class Sessions implements SessionRepository {

    @Override
    public Reading<StoredSession> find(TokenHash token) {
      synchronized (data) {
        return reading(
            data.sessions.values().stream()
                .filter(row -> row.unverified().token().equals(token))
                .findFirst());
      }
    }

    @Override
    public List<StoredSession> of(PersonId person) {
      synchronized (data) {
        return data.sessions.values().stream()
            .filter(row -> row.unverified().person().equals(person))
            .sorted(
                Comparator.comparing((StoredSession row) -> row.unverified().createdAt())
                    .reversed()
                    .thenComparing(row -> row.unverified().id().toString()))
            .toList();
      }
    }

    @Override
    public void add(StoredSession fresh, AuditEntry entry) {
      synchronized (data) {
        append(entry);
        put(fresh);
      }
    }

    @Override
    public boolean replace(TokenHash expected, StoredSession next, AuditEntry entry) {
      synchronized (data) {
        StoredSession standing = data.sessions.get(next.unverified().id());
        if (standing == null || !standing.unverified().token().equals(expected)) {
          return false;
        }
        append(entry);
        put(next);
        return true;
      }
    }

    @Override
    public void seen(SessionId id, Instant at) {
      synchronized (data) {
        data.sessions.computeIfPresent(
            id,
            (same, row) ->
                at.isAfter(row.lastSeenAt())
                    ? new StoredSession(row.unverified(), at, row.mac())
                    : row);
      }
    }

    @Override
    public boolean end(PersonId person, SessionId id, AuditEntry entry) {
      synchronized (data) {
        StoredSession standing = data.sessions.get(id);
        if (standing == null || !standing.unverified().person().equals(person)) {
          return false;
        }
        append(entry);
        data.sessions.remove(id);
        return true;
      }
    }

    @Override
    public int endAll(PersonId person, Optional<SessionId> but, AuditEntry entry) {
      synchronized (data) {
        append(entry);
        int before = data.sessions.size();
        data.sessions
            .values()
            .removeIf(row ->
                row.unverified().person().equals(person)
                    && !Optional.of(row.unverified().id()).equals(but));
        return before - data.sessions.size();
      }
    }

    @Override
    public int erase(Duration idle) {
      synchronized (data) {
        Instant now = verifier.now();
        int before = data.sessions.size();
        data.sessions
            .values()
            .removeIf(row ->
                !now.isBefore(row.lastSeenAt().plus(idle))
                    || !now.isBefore(row.unverified().expiresAt()));
        return before - data.sessions.size();
      }
    }
  }

  private final class Tallies implements PasswordTallyRepository {

    @Override
    public Reading<PasswordTally> find(UUID name) {
      synchronized (data) {
        return reading(Optional.ofNullable(data.tallies.get(name)));
      }
    }

    @Override
    public boolean replace(PasswordTally expected, PasswordTally next, AuditEntry entry) {
      synchronized (data) {
        PasswordTally standing = data.tallies.get(next.name());
        if ((standing == null ? 0 : standing.version()) != expected.version()) {
          return false;
        }
        append(entry);
        data.tallies.put(next.name(), next);
        data.tallied.put(next.name(), verifier.now());
        return true;
      }
    }

    @Override
    public int forgetNobodys(Duration unchangedFor) {
      synchronized (data) {
        int before = data.tallies.size();
        data.tallies
            .keySet()
            .removeIf(name ->
                data.persons.values().stream().noneMatch(row -> row.tally().equals(name))
                    && !verifier.now().isBefore(data.tallied.get(name).plus(unchangedFor)));
        return before - data.tallies.size();
      }
    }
  }

  private final class Notices implements NoticeRepository {

    @Override
    public void add(Notice notice) {
      synchronized (data) {
        data.notices.add(notice);
      }
    }

    @Override
    public List<Notice> of(PersonId person, int limit) {
      synchronized (data) {
        return data.notices.reversed().stream()
            .filter(notice -> notice.person().equals(person))
            .limit(limit)
            .toList();
      }
    }

    @Override
    public int markSeen(PersonId person, Instant upTo) {
      synchronized (data) {
        int marked = 0;
        for (int i = 0; i < data.notices.size(); i++) {
          Notice notice = data.notices.get(i);
          if (notice.person().equals(person) && !notice.seen() && !notice.at().isAfter(upTo)) {
            data.notices.set(
                i, new Notice(person, notice.at(), notice.kind(), notice.source(), true));
            marked++;
          }
        }
        return marked;
      }
    }
  }
}
