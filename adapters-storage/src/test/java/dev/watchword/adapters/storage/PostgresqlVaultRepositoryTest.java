package dev.watchword.adapters.storage;

import dev.watchword.core.vault.VaultRepository;
import dev.watchword.core.vault.VaultRepositoryContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
class PostgresqlVaultRepositoryTest implements VaultRepositoryContract {

  private final DatabaseSettings settings = PostgresqlServer.freshDatabase();
  private final List<Database> open = new ArrayList<>();

  @Override
  public VaultRepository repository() {
    return reopened();
  }

  @Override
  public VaultRepository reopened() {
    Database database = Database.open(settings);
    open.add(database);
    return new JdbiVaultRepository(database);
  }

  @AfterEach
  void close() {
    open.forEach(Database::close);
  }
}
