package dev.watchword.app;

import dev.watchword.adapters.cli.CliServices;
import dev.watchword.adapters.cli.DatabaseOrder;
import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.DatabaseSettings;
import java.nio.file.Path;
import java.util.Optional;

/// The program on an open store; [#close] closes the store.
record OpenProgram(CliServices services, Database database) implements AutoCloseable {

  /// @throws IllegalArgumentException when it names no database; the message is a sentence
  static void check(DatabaseOrder order) {
    try {
      settings(order);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("The database's " + e.getMessage() + ".", e);
    }
  }

  /// @return empty when there is no such store
  /// @throws dev.watchword.core.vault.StorageException when it can't be opened
  static Optional<OpenProgram> existing(Path vaultFile, Optional<DatabaseOrder> order) {
    return Database.openExisting(settings(vaultFile, order)).map(OpenProgram::of);
  }

  /// On a store that is made where there is none.
  ///
  /// @throws dev.watchword.core.vault.StorageException when it can't be made or opened
  static OpenProgram make(Path vaultFile, Optional<DatabaseOrder> order) {
    return of(Database.open(settings(vaultFile, order)));
  }

  private static DatabaseSettings settings(Path vaultFile, Optional<DatabaseOrder> order) {
    return order.isPresent() ? settings(order.get()) : new DatabaseSettings.Sqlite(vaultFile);
  }

  private static DatabaseSettings settings(DatabaseOrder order) {
    return new DatabaseSettings.Postgresql(
        order.url(),
        Optional.empty(),
        order.passwordFile().map(Path::of),
        Math.clamp(
            order.connections().orElse((long) DatabaseSettings.Postgresql.DEFAULT_CONNECTIONS),
            -1,
            Integer.MAX_VALUE));
  }

  private static OpenProgram of(Database database) {
    return new OpenProgram(Programs.vault(database), database);
  }

  @Override
  public void close() {
    database.close();
  }
}
