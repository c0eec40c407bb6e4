package dev.watchword.adapters.storage;

import static dev.watchword.core.vault.SealedSamples.entry;
import static dev.watchword.core.vault.SealedSamples.vault;

import dev.watchword.core.vault.EntryField;
import java.nio.file.Path;

/// A program that reads of a store what `watchword code` reads where no agent runs.
final class CodeReadingProcess {

  private CodeReadingProcess() {}

  public static void main(String[] arguments) {
    try (Database database =
        Database.openExisting(new DatabaseSettings.Sqlite(Path.of(arguments[0]))).orElseThrow()) {
      JdbiVaultRepository store = new JdbiVaultRepository(database);
      store.vaults();
      store.header(vault(1));
      store.unlockFailures(vault(1));
      store.snapshot(vault(1));
      store.field(vault(1), entry(1), EntryField.SECRET);
    }
  }
}
