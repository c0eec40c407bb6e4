package dev.watchword.adapters.storage;

import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.people.NoticeRepository;
import dev.watchword.core.people.PasskeyRepository;
import dev.watchword.core.people.PasswordTallyRepository;
import dev.watchword.core.people.PersonRepository;
import dev.watchword.core.people.ProviderAccountRepository;
import dev.watchword.core.session.PeopleStore;
import dev.watchword.core.session.SessionRepository;
import dev.watchword.core.transaction.Transactions;

/// The ports for people on a [Database], beside those of the verifier.
record DatabasePeopleStore(DatabaseVerifierStore verifier) implements PeopleStore {

  private Database database() {
    return verifier.database();
  }

  @Override
  public PersonRepository persons() {
    return new JdbiPersonRepository(database(), verifier.dialect());
  }

  @Override
  public SessionRepository sessions() {
    return new JdbiSessionRepository(database(), verifier.dialect());
  }

  @Override
  public PasswordTallyRepository tallies() {
    return new JdbiPasswordTallyRepository(database(), verifier.dialect());
  }

  @Override
  public NoticeRepository notices() {
    return new JdbiNoticeRepository(database());
  }

  @Override
  public PasskeyRepository passkeys() {
    return new JdbiPasskeyRepository(database(), verifier.dialect());
  }

  @Override
  public ProviderAccountRepository providers() {
    return new JdbiProviderAccountRepository(database(), verifier.dialect());
  }

  @Override
  public ApiTokenRepository tokens() {
    return new JdbiApiTokenRepository(database());
  }

  @Override
  public Transactions transactions() {
    return database();
  }

  @Override
  public PeopleStore otherNode() {
    return new DatabasePeopleStore(verifier.otherNode());
  }
}
