package dev.watchword.adapters.storage;

import static dev.watchword.core.vault.SealedSamples.commit;
import static dev.watchword.core.vault.SealedSamples.entry;
import static dev.watchword.core.vault.SealedSamples.newEntry;
import static dev.watchword.core.vault.SealedSamples.vault;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/// Copies of a store that is written to meanwhile (SECURITY BK-01).
final class CopiesUnderWrites {

  private CopiesUnderWrites() {}

  /// Ten copies, however busily it is written to: entries come in pairs, and none has half of one.
  ///
  /// @param database with the header of the first vault at revision 1 and nothing else
  static void areEachOfOneInstant(Database database, Path folder) throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    JdbiVaultRepository repository = new JdbiVaultRepository(database);
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              for (int n = 1; !enough.get(); n++) {
                repository.commit(
                    commit(
                        vault(1),
                        n + 1,
                        newEntry(entry(2 * n), "a"),
                        newEntry(entry(2 * n + 1), "b")));
              }
            });
    int last = 0;
    try {
      for (int i = 0; i < 10; i++) {
        Path copy = folder.resolve("copy-" + i);
        database.copyTo(copy);
        int there = entries(copy);
        assertThat(there).isGreaterThanOrEqualTo(last).isEven();
        last = there;
      }
      assertThat(writer.isAlive()).as("writes went on").isTrue();
    } finally {
      enough.set(true);
      writer.join();
    }
    assertThat(last).isPositive();
  }

  /// How many entries the first vault of a file has.
  static int entries(Path file) {
    try (Database database =
        Database.openExisting(new DatabaseSettings.Sqlite(file)).orElseThrow()) {
      return new JdbiVaultRepository(database).snapshot(vault(1)).orElseThrow().entries().size();
    }
  }
}
