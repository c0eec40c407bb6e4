package dev.watchword.adapters.storage;

import static dev.watchword.core.vault.SealedSamples.change;
import static dev.watchword.core.vault.SealedSamples.commit;
import static dev.watchword.core.vault.SealedSamples.entry;
import static dev.watchword.core.vault.SealedSamples.header;
import static dev.watchword.core.vault.SealedSamples.newEntry;
import static dev.watchword.core.vault.SealedSamples.vault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.watchword.core.vault.EntryField;
import dev.watchword.core.vault.EntryWrite;
import dev.watchword.core.vault.FieldRevisions;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.vault.VaultRepository;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What [Database] makes of several calls in one transaction, on SQLite.
class DatabaseTest {

  @TempDir Path folder;

  private Database database;
  private VaultRepository store;

  @BeforeEach
  void open() {
    database = opened();
    store = new JdbiVaultRepository(database);
    store.create(header(vault(1), 1));
  }

  Database opened() {
    return Database.open(new DatabaseSettings.Sqlite(folder.resolve("vault.db")));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void keepsSeveralCallsTogether() {
    boolean both =
        database.inTransaction(() ->
            store.commit(commit(vault(1), 2, newEntry(entry(1), "a")))
                && store.commit(commit(vault(1), 3, newEntry(entry(2), "b"))));

    assertThat(both).isTrue();
    assertThat(store.snapshot(vault(1)).orElseThrow().entries()).hasSize(2);
  }

  @Test
  void keepsNothingWhenTheWorkThrows() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() ->
            database.inTransaction(() -> {
              store.commit(commit(vault(1), 2, newEntry(entry(1), "a")));
              store.create(header(vault(2), 1));
              throw new UnsupportedOperationException("the test's");
            }));

    assertThat(store.header(vault(1))).contains(header(vault(1), 1));
    assertThat(store.vaults()).containsExactly(vault(1));
  }

  @Test
  void keepsNothingWhenAFailureWasCaughtOnTheWay() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            database.inTransaction(() -> {
              try {
                store.commit(commit(vault(1), 2, secretless()));
              } catch (IllegalArgumentException e) {
                // what a careless caller does
              }
              return true;
            }));

    assertThat(store.header(vault(1))).contains(header(vault(1), 1));
  }

  @Test
  void joinsTheTransactionThatTheThreadIsIn() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() ->
            database.inTransaction(() -> {
              database.inTransaction(() -> store.create(header(vault(2), 1)));
              throw new UnsupportedOperationException("the test's");
            }));
    assertThat(store.vaults()).containsExactly(vault(1));
  }

  @Test
  void showsOthersNothingBeforeItIsDone() {
    database.inTransaction(() -> {
      store.commit(commit(vault(1), 2, newEntry(entry(1), "a")));
      assertThat(store.header(vault(1))).contains(header(vault(1), 2));
      assertThat(CompletableFuture.supplyAsync(() -> store.header(vault(1))).join())
          .contains(header(vault(1), 1));
      return true;
    });
  }

  @Test
  void refusesToWriteInTheMidstOfARead() {
    store.commit(commit(vault(1), 2, newEntry(entry(1), "a")));
    assertThatIllegalStateException()
        .isThrownBy(() ->
            store.forEachEntry(vault(1), (entry, fields) -> store.clearUnlockFailures(vault(1))));
  }

  @Test
  void saysThatItIsClosed() {
    database.close();
    assertThatExceptionOfType(StorageException.class).isThrownBy(() -> store.vaults());
  }

  private static EntryWrite secretless() {
    return change(entry(1), new FieldRevisions(1, 1, 0, 0), EntryField.SUMMARY, "no secret");
  }
}
