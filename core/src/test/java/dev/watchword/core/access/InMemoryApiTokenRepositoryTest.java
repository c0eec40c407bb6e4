package dev.watchword.core.access;

class InMemoryApiTokenRepositoryTest implements ApiTokenRepositoryContract {

  @Override
  public ApiTokenRepository emptyTokens() {
    return new InMemoryApiTokenRepository();
  }

  @Override
  public ApiTokenRepository reopened(ApiTokenRepository repository) {
    return repository;
  }
}
