package dev.watchword.adapters.storage;

import dev.watchword.core.audit.AuditLogContract;
import dev.watchword.core.custody.CustodyStoreContract;
import dev.watchword.core.custody.CustodyWorld;
import dev.watchword.core.enrolment.EnrolmentRepositoryContract;
import dev.watchword.core.people.PersonRepositoryContract;
import dev.watchword.core.recovery.RecoveryRepositoryContract;
import dev.watchword.core.session.PasskeyContract;
import dev.watchword.core.session.PeopleContract;
import dev.watchword.core.session.PeopleStore;
import dev.watchword.core.session.ProviderAccountContract;
import dev.watchword.core.session.SessionRepositoryContract;
import dev.watchword.core.verification.VerifierContract;
import dev.watchword.core.verification.VerifierStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/// Every contract of the verifier's side and of people, on one kind of database.
abstract class VerifierStoreContracts {

  private DatabaseVerifierStore store;

  /// Opens an empty store.
  abstract DatabaseVerifierStore open() throws Exception;

  DatabaseVerifierStore store() {
    return store;
  }

  private DatabasePeopleStore people() {
    return new DatabasePeopleStore(store);
  }

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Nested
  class Enrolments implements EnrolmentRepositoryContract {
    @Override
    public VerifierStore store() {
      return store;
    }
  }

  @Nested
  class Recoveries implements RecoveryRepositoryContract {
    @Override
    public VerifierStore store() {
      return store;
    }
  }

  @Nested
  class Log implements AuditLogContract {
    @Override
    public VerifierStore store() {
      return store;
    }
  }

  @Nested
  class Verifier implements VerifierContract {
    @Override
    public VerifierStore store() {
      return store;
    }
  }

  @Nested
  class NoRecordNoAct extends NoRecordNoActContract {
    @Override
    DatabaseVerifierStore store() {
      return store;
    }
  }

  @Nested
  class DumpReplay extends DumpReplayContract {
    @Override
    DatabaseVerifierStore store() {
      return store;
    }
  }

  @Nested
  class PutBack extends PutBackContract {
    @Override
    DatabaseVerifierStore store() {
      return store;
    }
  }

  @Nested
  class Custody implements CustodyStoreContract {
    @Override
    public CustodyWorld world() {
      return store;
    }
  }

  @Nested
  class CustodyActs extends CustodyActsContract {
    @Override
    DatabaseVerifierStore store() {
      return store;
    }
  }

  @Nested
  class ToldNotices extends ToldNoticesContract {
    @Override
    DatabasePeopleStore store() {
      return people();
    }
  }

  @Nested
  class Persons implements PersonRepositoryContract {
    @Override
    public PeopleStore store() {
      return people();
    }
  }

  @Nested
  class Sessions implements SessionRepositoryContract {
    @Override
    public PeopleStore store() {
      return people();
    }
  }

  @Nested
  class Passkeys implements PasskeyContract {
    @Override
    public PeopleStore store() {
      return people();
    }
  }

  @Nested
  class ProviderAccounts implements ProviderAccountContract {
    @Override
    public PeopleStore store() {
      return people();
    }
  }

  @Nested
  class People implements PeopleContract {
    @Override
    public PeopleStore store() {
      return people();
    }
  }
}
