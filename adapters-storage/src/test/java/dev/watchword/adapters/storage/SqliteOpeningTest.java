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
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteOpeningTest {

  private static final Migrations LATER =
      new Migrations(and("9000"), List.of("db/migration/sqlite", "db/later-migration/sqlite"));

  private static Set<String> and(String... later) {
    Set<String> versions = new HashSet<>(Migrations.SQLITE.versions());
    versions.addAll(List.of(later));
    return versions;
  }

  @TempDir Path folder;

  @Test
  void opensNothingWhereThereIsNothing() throws IOException {
    Path file = folder.resolve("none.db");
    assertThat(Database.openExisting(new DatabaseSettings.Sqlite(file))).isEmpty();
    assertThat(file).doesNotExist();

    PrivateFiles.makeFile(file);
    assertThat(Database.openExisting(new DatabaseSettings.Sqlite(file))).isEmpty();
    assertThat(file).isEmptyFile();
  }

  @Test
  void fillsAFileThatAnotherProgramMadeEmpty() throws IOException {
    Path file = folder.resolve("vault.db");
    PrivateFiles.makeFile(file);

    try (Database database = open(file)) {
      assertThat(new JdbiVaultRepository(database).vaults()).isEmpty();
    }
    assertThat(Database.openExisting(new DatabaseSettings.Sqlite(file)))
        .hasValueSatisfying(Database::close);
  }

  @Test
  void setsSqliteUpToKeepWhatItAcknowledged() throws SQLException {
    try (Database database = open(folder.resolve("vault.db"))) {
      assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(database, "synchronous")).isEqualTo("2");
      assertThat(pragma(database, "foreign_keys")).isEqualTo("1");
      assertThat(pragma(database, "secure_delete")).isEqualTo("1");
      assertThat(pragma(database, "trusted_schema")).isEqualTo("0");
      assertThat(pragma(database, "temp_store")).isEqualTo("2");
    }
  }

  @Test
  void isMadeOnceByManyThatOpenItAtOnce() throws Exception {
    Path file = folder.resolve("vault.db");
    List<Callable<Database>> openings = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      openings.add(() -> open(file));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (Future<Database> each : threads.invokeAll(openings)) {
        assertThat(new JdbiVaultRepository(each.get()).vaults()).isEmpty();
        each.get().close();
      }
    }
    assertThat(folder).isDirectoryNotContaining("glob:**.lock");
  }

  @Test
  void removesTheLockFileOfAMigrationThatWasKilledAfterItsEnd() throws Exception { // LO-07
    Path file = filled();
    Path lock = Files.createFile(folder.resolve("vault.db.lock"));
    open(file).close();
    assertThat(lock).doesNotExist();
  }

  @Nested
  class WhenTheSchemaIsNotOurs {

    @Test
    void refusesANewerOneAndChangesNothing() throws Exception { // FI-09
      Path file = folder.resolve("vault.db");
      new SqliteOpening(file, LATER).open().close();
      byte[] before = Files.readAllBytes(file);

      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> open(file))
          .withMessageContaining("newer version")
          .withMessageContaining(file.toString());
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void bringsAnOlderOneUpToDateAfterACopy() throws Exception { // FI-09
      Path file = filled();

      try (Database database = new SqliteOpening(file, LATER).open()) {
        assertThat(text(database, "SELECT id FROM later")).isEqualTo("1");
      }

      Path copy = folder.resolve("vault.db.before-update");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
          .isEqualTo("rw-------");
      try (Database old = open(copy)) {
        assertThat(new JdbiVaultRepository(old).header(vault(1))).contains(header(vault(1), 2));
      }
      assertThat(folder).isDirectoryNotContaining("glob:**{.lock,.new}");
    }

    /// A store from before there were MACs: an older program may be writing beside this one.
    @Test
    void demandsNoMacsOfRowsWhereAnOlderProgramMayWrite() { // MN-09
      Path file = filled();
      try (Database database = open(file)) {
        assertThat(enrolments(database).hasMacsEverywhere()).as("made by this version").isTrue();
        for (String undone :
            List.of(
                "ALTER TABLE enrolment DROP COLUMN mac",
                "ALTER TABLE recovery_set DROP COLUMN mac",
                "DROP TABLE verifier_macs",
                "ALTER TABLE api_token DROP COLUMN mac",
                "DROP TABLE api_token_macs",
                "DELETE FROM flyway_schema_history WHERE version IN ('800', '900')")) {
          execute(database, undone);
        }
      }
      try (Database database = open(file)) {
        assertThat(enrolments(database).hasMacsEverywhere()).isFalse();
      }
    }

    private static JdbiEnrolmentRepository enrolments(Database database) {
      return new JdbiEnrolmentRepository(database, database.verifierDialect());
    }

    private static void execute(Database database, String sql) {
      database.write(session -> {
        try (Statement statement = session.connection().createStatement()) {
          return statement.execute(sql);
        }
      });
    }

    @Test
    void leavesItAsItWasWhenAMigrationFails() { // FI-09
      Path file = filled();
      Migrations broken =
          new Migrations(
              and("9000", "9100"),
              List.of(
                  "db/migration/sqlite",
                  "db/later-migration/sqlite",
                  "db/broken-migration/sqlite"));

      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> new SqliteOpening(file, broken).open())
          .withMessageContaining("Nothing was changed");

      try (Database database = open(file)) {
        assertThat(new JdbiVaultRepository(database).header(vault(1)))
            .contains(header(vault(1), 2));
        assertThat(
                text(
                    database,
                    "SELECT count(*) FROM sqlite_schema WHERE name IN ('later','broken')"))
            .isEqualTo("0");
      }
    }

    @Test
    void refusesTheDatabaseOfAnotherProgram() throws SQLException {
      Path file = folder.resolve("vault.db");
      try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE bookmarks (url TEXT)");
      }
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> openAnyMode(file))
          .withMessageContaining("another program");
    }
  }

  @Nested
  class WhenTheFileIsDamaged { // FI-07

    @Test
    void saysSoWhenItIsNoDatabase() throws IOException {
      Path file = folder.resolve("vault.db");
      PrivateFiles.makeFile(file);
      Files.writeString(file, "a shopping list, longer than a header\n".repeat(40));

      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> open(file))
          .withMessageContaining("no vault of Watchword's");
      assertThat(Files.readString(file)).startsWith("a shopping list");
    }

    @Test
    void saysSoWhenItIsAFolder() {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> open(folder))
          .withMessageContaining("not a file");
    }

    @Test
    void neverFailsWithAnythingButASentence() throws IOException {
      Path file = filled();
      byte[] sound = Files.readAllBytes(file);
      Random random = new Random(20261124);
      int refused = 0;
      for (int round = 0; round < 150; round++) {
        byte[] damaged = sound.clone();
        for (int i = 0; i <= round % 8; i++) {
          damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        if (round % 5 == 0) {
          int page = random.nextInt(damaged.length / 4096) * 4096;
          java.util.Arrays.fill(damaged, page, page + 4096, (byte) 0);
        }
        Files.write(file, damaged);
        try (Database database = open(file)) {
          JdbiVaultRepository store = new JdbiVaultRepository(database);
          store.snapshot(vault(1));
          store.forEachEntry(vault(1), (entry, fields) -> {});
        } catch (StorageException e) {
          assertThat(e).hasMessageNotContaining("Exception");
          refused++;
        }
        Files.deleteIfExists(folder.resolve("vault.db-wal"));
        Files.deleteIfExists(folder.resolve("vault.db-shm"));
      }
      assertThat(refused).isPositive();
    }
  }

  @Nested
  class WhenItCantBeWritten { // FI-06

    @Test
    void readsAndRefusesToWrite() {
      Path file = filled();
      try (Database database = new Database(new SqliteConnections(new SqliteFile(file, false)))) {
        JdbiVaultRepository store = new JdbiVaultRepository(database);

        assertThat(store.snapshot(vault(1)).orElseThrow().entries()).hasSize(1);
        assertThatExceptionOfType(StorageException.class)
            .isThrownBy(() -> store.commit(commit(vault(1), 3)))
            .withMessageContaining("read-only")
            .withMessageContaining(file.toString());
        assertThat(store.header(vault(1))).contains(header(vault(1), 2));
      }
    }

    @Test
    void isNotBroughtUpToDate() {
      Path file = filled();
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> new SqliteMigration(new SqliteFile(file, false), LATER).run())
          .withMessageContaining("read-only");
    }
  }

  private Path filled() {
    Path file = folder.resolve("vault.db");
    try (Database database = open(file)) {
      JdbiVaultRepository store = new JdbiVaultRepository(database);
      store.create(header(vault(1), 1));
      store.commit(commit(vault(1), 2, newEntry(entry(1), "a")));
    }
    return file;
  }

  private static Database open(Path file) {
    return Database.open(new DatabaseSettings.Sqlite(file));
  }

  private static Database openAnyMode(Path file) {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return open(file);
  }

  private static String pragma(Database database, String name) {
    return text(database, "PRAGMA " + name);
  }

  private static String text(Database database, String sql) {
    return database.query(session -> {
      try (Statement statement = session.connection().createStatement();
          var row = statement.executeQuery(sql)) {
        row.next();
        return row.getString(1);
      }
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ceph", "fuse.sshfs", "fuse.gvfsd-fuse"})
  void refusesAVaultOnANetworkDisk(String disk) { // FI-10
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> SqliteOpening.refuseNetworkDisk(Path.of("vault.db"), disk))
        .withMessageContaining(disk)
        .withMessageContaining("PostgreSQL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "ext2/ext3", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "apfs"})
  void takesAVaultOnALocalDisk(String disk) { // FI-10
    SqliteOpening.refuseNetworkDisk(Path.of("vault.db"), disk);
  }
}
