package dev.watchword.core.session;

import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.people.NoticeRepository;
import dev.watchword.core.people.PasskeyRepository;
import dev.watchword.core.people.PasswordTallyRepository;
import dev.watchword.core.people.PersonRepository;
import dev.watchword.core.people.ProviderAccountRepository;
import dev.watchword.core.transaction.Transactions;
import dev.watchword.core.verification.VerifierStore;

/// A store of people as contracts see it: its ports beside those of the verifier, and the verifier
/// store's clock.
public interface PeopleStore {

  PersonRepository persons();

  SessionRepository sessions();

  PasswordTallyRepository tallies();

  NoticeRepository notices();

  PasskeyRepository passkeys();

  ProviderAccountRepository providers();

  ApiTokenRepository tokens();

  Transactions transactions();

  VerifierStore verifier();

  /// The same data as another process sees them, through connections of its own.
  PeopleStore otherNode();

  /// All of them, as use cases take them.
  default Accounts.Stores stores() {
    return new Accounts.Stores(
        persons(),
        sessions(),
        tallies(),
        notices(),
        passkeys(),
        providers(),
        tokens(),
        verifier().enrolments(),
        verifier().recoveries(),
        verifier().auditLog(),
        transactions());
  }
}
