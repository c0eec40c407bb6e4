package dev.watchword.adapters.storage;

import static dev.watchword.core.vault.SealedSamples.commit;
import static dev.watchword.core.vault.SealedSamples.entry;
import static dev.watchword.core.vault.SealedSamples.header;
import static dev.watchword.core.vault.SealedSamples.newEntry;
import static dev.watchword.core.vault.SealedSamples.vault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchword.core.vault.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFileTest {

  private static final byte[] SEAL = {1, 2, 3, 4};

  @TempDir Path folder;
  private Path store;

  @BeforeEach
  void store() {
    store = folder.resolve("vault.db");
    try (Database database = Database.open(new DatabaseSettings.Sqlite(store))) {
      new JdbiVaultRepository(database).create(header(vault(1), 1));
    }
  }

  private Path backup(String name) {
    Path backup = folder.resolve(name);
    try (Database database = Database.open(new DatabaseSettings.Sqlite(store))) {
      database.copyTo(backup);
    }
    StoreFile.append(backup, SEAL);
    return backup;
  }

  /// BK-01.
  @Test
  void copiesAStoreThatIsWrittenTo() throws Exception {
    try (Database database = Database.open(new DatabaseSettings.Sqlite(store))) {
      CopiesUnderWrites.areEachOfOneInstant(database, folder);
    }
  }

  /// FI-01, FI-03.
  @Test
  void aCopyIsForNobodyElseAndOverwritesNothing() throws IOException {
    Path backup = backup("a.backup");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rw-------");
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> backup("a.backup"))
        .withMessageContaining("already");
  }

  @Test
  void aCopyThatCannotBeWrittenLeavesNothing() {
    try (Database database = Database.open(new DatabaseSettings.Sqlite(store))) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> database.copyTo(folder.resolve("missing/a.backup")))
          .withMessageContaining("Nothing can be written into");
    }
    assertThat(folder.resolve("missing")).doesNotExist();
  }

  @Test
  void givesTheStoreAndTheSealBack() {
    Path copy = folder.resolve("new/folder/copy.db");

    assertThat(StoreFile.copy(backup("a.backup"), SEAL.length, copy)).isEqualTo(SEAL);
    assertThat(CopiesUnderWrites.entries(copy)).isZero();
  }

  @Test
  void whatIsTooShortIsNoBackup() throws IOException {
    Path shorter = Files.write(folder.resolve("short"), SEAL);

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> StoreFile.copy(shorter, SEAL.length, folder.resolve("copy")))
        .withMessageContaining("is no backup");
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> StoreFile.copy(folder, SEAL.length, folder.resolve("copy")));
    assertThat(folder.resolve("copy")).doesNotExist();
  }

  /// BK-02.
  @Test
  void replacesAStoreAndKeepsTheOldOneAside() {
    Path copy = folder.resolve("copy.db");
    StoreFile.copy(backup("a.backup"), SEAL.length, copy);
    try (Database database = Database.open(new DatabaseSettings.Sqlite(store))) {
      new JdbiVaultRepository(database).commit(commit(vault(1), 2, newEntry(entry(1), "a")));
    }

    Path aside = StoreFile.replace(store, copy).orElseThrow();

    assertThat(CopiesUnderWrites.entries(store)).isZero();
    assertThat(CopiesUnderWrites.entries(aside)).isOne();
    assertThat(copy).doesNotExist();
  }

  /// BK-02: nobody goes on writing to a store that was replaced.
  @Test
  void aStoreThatIsInUseIsNotReplaced() throws IOException {
    Path copy = folder.resolve("copy.db");
    StoreFile.copy(backup("a.backup"), SEAL.length, copy);
    try (Database inUse = Database.open(new DatabaseSettings.Sqlite(store))) {
      JdbiVaultRepository repository = new JdbiVaultRepository(inUse);
      repository.commit(commit(vault(1), 2, newEntry(entry(1), "a")));

      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> StoreFile.replace(store, copy))
          .withMessageContaining("in use");
      assertThat(repository.snapshot(vault(1)).orElseThrow().entries()).hasSize(1);
    }
    assertThat(copy).exists();
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).noneMatch(file -> file.toString().contains("replaced"));
    }
  }

  /// BK-05.
  @Test
  void forgetsNothingThatIsNotThere() {
    try (Database database = Database.open(new DatabaseSettings.Sqlite(store))) {
      assertThat(database.forget()).isEqualTo(new Forgotten(0, 0, 0, 0, 0, 0, 0, 0));
    }
  }
}
