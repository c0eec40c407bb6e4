package dev.watchword.adapters.storage;

import dev.watchword.core.vault.VaultRepository;
import dev.watchword.core.vault.VaultRepositoryContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteVaultRepositoryTest implements VaultRepositoryContract {

  @TempDir Path folder;

  private final List<Database> open = new ArrayList<>();

  @Override
  public VaultRepository repository() {
    return reopened();
  }

  @Override
  public VaultRepository reopened() {
    Database database = Database.open(new DatabaseSettings.Sqlite(folder.resolve("vault.db")));
    open.add(database);
    return new JdbiVaultRepository(database);
  }

  @AfterEach
  void close() {
    open.forEach(Database::close);
  }
}
