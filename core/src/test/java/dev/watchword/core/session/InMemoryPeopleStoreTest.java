package dev.watchword.core.session;

import dev.watchword.core.people.PersonRepositoryContract;
import org.junit.jupiter.api.Nested;

class InMemoryPeopleStoreTest {

  private final InMemoryPeopleStore store = new InMemoryPeopleStore();

  @Nested
  class Persons implements PersonRepositoryContract {
    @Override
    public PeopleStore store() {
      return store;
    }
  }

  @Nested
  class Sessions implements SessionRepositoryContract {
    @Override
    public PeopleStore store() {
      return store;
    }
  }

  @Nested
  class Passkeys implements PasskeyContract {
    @Override
    public PeopleStore store() {
      return store;
    }
  }

  @Nested
  class ProviderAccounts implements ProviderAccountContract {
    @Override
    public PeopleStore store() {
      return store;
    }
  }

  @Nested
  class People implements PeopleContract {
    @Override
    public PeopleStore store() {
      return store;
    }
  }
}
