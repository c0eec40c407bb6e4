package dev.watchword.core.session;

import dev.watchword.core.people.IdentityProvider;

class FakeIdentityProviderTest implements IdentityProviderContract {

  private final FakeIdentityProvider provider = new FakeIdentityProvider();

  @Override
  public IdentityProvider provider() {
    return provider;
  }

  @Override
  public FakeIdentityProvider.Visit visit(String location, String subject) {
    return provider.visit(location, subject);
  }

  @Override
  public void stop() {
    provider.down(true);
  }
}
