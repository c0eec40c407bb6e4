package dev.watchword.core.verification;

import dev.watchword.core.audit.AuditLogContract;
import dev.watchword.core.enrolment.EnrolmentRepositoryContract;
import dev.watchword.core.recovery.RecoveryRepositoryContract;
import org.junit.jupiter.api.Nested;

class InMemoryVerifierStoreTest {

  private final InMemoryVerifierStore store = new InMemoryVerifierStore();

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
}
