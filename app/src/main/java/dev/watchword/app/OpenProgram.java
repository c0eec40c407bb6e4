package dev.watchword.app;

import dev.watchword.adapters.cli.CliServices;
import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.DatabaseSettings;
import java.nio.file.Path;
import java.util.Optional;

/// The program on an open store; [#close] closes the store.
record OpenProgram(CliServices services, Database database) implements AutoCloseable {

  /// @return empty when there is no such store
  /// @throws dev.watchword.core.vault.StorageException when it can't be opened
  static Optional<OpenProgram> existing(Path vaultFile) {
    return Database.openExisting(new DatabaseSettings.Sqlite(vaultFile)).map(OpenProgram::of);
  }

  /// On a store that is made where there is none.
  ///
  /// @throws dev.watchword.core.vault.StorageException when it can't be made or opened
  static OpenProgram make(Path vaultFile) {
    return of(Database.open(new DatabaseSettings.Sqlite(vaultFile)));
  }

  private static OpenProgram of(Database database) {
    return new OpenProgram(Programs.vault(database), database);
  }

  @Override
  public void close() {
    database.close();
  }
}
