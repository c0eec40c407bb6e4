package dev.watchword.core.vault;

class InMemoryVaultRepositoryTest implements VaultRepositoryContract {

  private final InMemoryVaultRepository repository = new InMemoryVaultRepository();

  @Override
  public VaultRepository repository() {
    return repository;
  }

  @Override
  public VaultRepository reopened() {
    return repository.reopened();
  }
}
