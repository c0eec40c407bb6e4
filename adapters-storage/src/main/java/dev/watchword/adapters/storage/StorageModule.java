package dev.watchword.adapters.storage;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.watchword.core.seal.PassphraseKdf;
import dev.watchword.core.transaction.Transactions;
import dev.watchword.core.vault.UnlockFiles;
import dev.watchword.core.vault.VaultRepository;

/// Binds the storage ports to one open [Database], the passphrase KDF to Argon2id, and the reading
/// of key and passphrase files.
///
/// Every instance is single and thread-safe. The database stays the caller's to close.
public final class StorageModule extends AbstractModule {

  private final Database database;

  public StorageModule(Database database) {
    this.database = database;
  }

  @Provides
  Transactions transactions() {
    return database;
  }

  @Provides
  @Singleton
  VaultRepository vaultRepository() {
    return new JdbiVaultRepository(database);
  }

  @Provides
  @Singleton
  PassphraseKdf passphraseKdf() {
    return new FastestArgon2();
  }

  @Provides
  @Singleton
  UnlockFiles unlockFiles() {
    return new OwnerOnlyUnlockFiles();
  }
}
