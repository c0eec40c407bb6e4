package dev.watchword.adapters.storage;

import static dev.watchword.core.vault.SealedSamples.commit;
import static dev.watchword.core.vault.SealedSamples.entry;
import static dev.watchword.core.vault.SealedSamples.header;
import static dev.watchword.core.vault.SealedSamples.newEntry;
import static dev.watchword.core.vault.SealedSamples.sealed;
import static dev.watchword.core.vault.SealedSamples.vault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.watchword.core.vault.EntryField;
import dev.watchword.core.vault.SealedEntry;
import dev.watchword.core.vault.VaultSnapshot;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Other processes on one SQLite file: killed, in each other's way, and on a disk that fills up.
///
/// `-Dwatchword.kills=500` kills at 500 moments.
class VaultCrashTest {

  private static final int KILLS = Integer.getInteger("watchword.kills", 20);
  private static final int WRITES = Integer.getInteger("watchword.file.writes", 200);

  private static final int ENTRIES = 60;

  @TempDir Path folder;

  /// The processes that have little room for files have none to unpack a library in.
  @BeforeAll
  static void haveTheLibrary() {
    SqliteNativeLibrary.prepare();
  }

  @Test
  @Tag("slow")
  void losesNothingThatWasAcknowledgedWhenItIsKilled() throws Exception { // FI-04
    Path file = folder.resolve("vault.db");
    Random random = new Random(4);
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < KILLS; round++) {
      Process writer = VaultWriterProcess.start(":", file, 1_000_000, 1_000_000 * round);
      try (BufferedReader lines = JavaProcess.lines(writer)) {
        acknowledged.add(lines.readLine());
        Thread.sleep(random.nextInt(150));
        writer.toHandle().destroyForcibly(); // which leaves what it said to be read
        lines.lines().filter(line -> line.startsWith("stored")).forEach(acknowledged::add);
      } finally {
        writer.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
      assertAllThere(file, acknowledged, 1);
    }
    assertThat(acknowledged).hasSizeGreaterThan(20);
  }

  @Test
  @Tag("slow")
  void isMadeWholeOrNotAtAllWhenItIsKilled() throws Exception { // FI-04
    Random random = new Random(5);
    for (int round = 0; round < KILLS / 2; round++) {
      Path file = folder.resolve("vault" + round + ".db");
      Process writer = VaultWriterProcess.start(":", file, 1, 1);
      Thread.sleep(150 + random.nextInt(600));
      writer.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      try (Database database = Database.open(new DatabaseSettings.Sqlite(file))) {
        new JdbiVaultRepository(database).vaults();
      }
    }
  }

  @Test
  @Tag("slow")
  void isOfOneVersionOrTheNextWhenAMigrationIsKilled() throws Exception { // FI-04, FI-09
    Path older = folder.resolve("older.db");
    try (Database database = Database.open(new DatabaseSettings.Sqlite(older))) {
      JdbiVaultRepository store = new JdbiVaultRepository(database);
      store.create(header(vault(1), 1));
      for (int i = 1; i <= ENTRIES; i++) {
        store.commit(commit(vault(1), i + 1, newEntry(entry(i), "e" + i)));
      }
    }
    long whole = millisOfAMigration(older);
    int rounds = Math.max(6, KILLS / 10);
    int migrated = 0;
    for (int round = 0; round < rounds; round++) {
      Path home = Files.createDirectory(folder.resolve("round" + round));
      Path file = Files.copy(older, home.resolve("vault.db"), StandardCopyOption.COPY_ATTRIBUTES);
      Process process = MigratingProcess.start(file);
      try (BufferedReader lines = JavaProcess.lines(process)) {
        assertThat(lines.readLine()).isEqualTo("migrating");
        boolean last = round == rounds - 1; // which nobody kills before its end
        long moment = last ? 60_000 : whole * 3 * round / (2 * (rounds - 1));
        process.waitFor(moment, TimeUnit.MILLISECONDS);
      } finally {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
      migrated += MigratingProcess.isDone(file) ? 1 : 0;
      try (Database database = MigratingProcess.open(file)) {
        assertThat(new JdbiVaultRepository(database).snapshot(vault(1)).orElseThrow().entries())
            .hasSize(ENTRIES);
      }
      try (Stream<Path> left = Files.list(home)) {
        assertThat(left.map(each -> each.getFileName().toString()))
            .containsExactlyInAnyOrder("vault.db", "vault.db.before-update");
      }
    }
    System.out.printf("%d of %d killed migrations were done%n", migrated, rounds);
    assertThat(migrated).as("some before the end, some after").isBetween(1, rounds - 1);
  }

  private long millisOfAMigration(Path older) throws Exception {
    Path home = Files.createDirectory(folder.resolve("untouched"));
    Path file = Files.copy(older, home.resolve("vault.db"), StandardCopyOption.COPY_ATTRIBUTES);
    Process process = MigratingProcess.start(file);
    try (BufferedReader lines = JavaProcess.lines(process)) {
      assertThat(lines.readLine()).isEqualTo("migrating");
      long start = System.nanoTime();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(MigratingProcess.isDone(file)).isTrue();
      return (System.nanoTime() - start) / 1_000_000;
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  @Tag("slow")
  void losesNothingHoweverMuchRoomIsLeft() throws Exception { // FI-05, FI-06
    Process filling = FullDiskProcess.start(folder);
    List<String> said;
    try (BufferedReader lines = JavaProcess.lines(filling)) {
      said = lines.readAllLines();
    } finally {
      filling.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    if (said.isEmpty() && System.getenv("CI") == null) {
      abort("no small file system can be mounted here");
    }
    assertThat(said).endsWith("done");
    assertThat(said.subList(0, said.size() - 1))
        .hasSize(FullDiskProcess.POINTS)
        .allMatch(line -> line.startsWith("all there"));
  }

  @Test
  @Tag("slow")
  void twoProcessesShareOneFile() throws Exception { // FI-08
    Path file = folder.resolve("vault.db");
    Process one = VaultWriterProcess.start(":", file, WRITES, 10_000);
    Process other = VaultWriterProcess.start(":", file, WRITES, 20_000);
    List<String> acknowledged = new ArrayList<>();
    for (Process each : List.of(one, other)) {
      try (BufferedReader lines = JavaProcess.lines(each)) {
        List<String> said = lines.readAllLines();
        assertThat(said).hasSize(WRITES + 1).endsWith("done");
        acknowledged.addAll(said.subList(0, WRITES));
      } finally {
        each.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    }
    assertAllThere(file, acknowledged, 0);
  }

  @Test
  void saysSoWhenTheDiskIsFullAndKeepsWhatWasThere() throws Exception { // FI-05
    Path file = folder.resolve("vault.db");
    List<String> acknowledged;
    Process writer = VaultWriterProcess.start("ulimit -f 700", file, 1_000_000, 1);
    try (BufferedReader lines = JavaProcess.lines(writer)) {
      acknowledged = new ArrayList<>(lines.readAllLines());
    } finally {
      writer.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    assertThat(acknowledged.removeLast())
        .startsWith("failed: The disk with the vault " + file)
        .contains("full");
    assertThat(acknowledged).hasSizeGreaterThan(5);
    assertAllThere(file, acknowledged, 0);
  }

  @Test
  void saysSoWhenTheDiskIsFullBeforeThereIsAVault() throws Exception { // FI-05
    Path file = folder.resolve("vault.db");
    Process writer = VaultWriterProcess.start("ulimit -f 200", file, 10, 1);
    try (BufferedReader lines = JavaProcess.lines(writer)) {
      assertThat(lines.readAllLines())
          .singleElement()
          .asString()
          .startsWith("failed: The disk with the vault " + file)
          .contains("full");
    } finally {
      writer.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  /// @param unacknowledged 0 where every commit was acknowledged
  private static void assertAllThere(Path file, List<String> acknowledged, int unacknowledged) {
    try (Database database =
        Database.openExisting(new DatabaseSettings.Sqlite(file)).orElseThrow()) {
      JdbiVaultRepository store = new JdbiVaultRepository(database);
      VaultSnapshot snapshot = store.snapshot(vault(1)).orElseThrow();
      List<SealedEntry> entries = new ArrayList<>(snapshot.entries());
      assertThat(snapshot.header().revision()).isEqualTo(entries.size() + 1L);
      for (String line : acknowledged) {
        String[] words = line.split(" ");
        assertThat(store.field(vault(1), entry(Integer.parseInt(words[1])), EntryField.SECRET))
            .contains(sealed("secret e" + words[3]));
      }
      assertThat(entries.size() - acknowledged.size()).isGreaterThanOrEqualTo(0);
      if (unacknowledged == 0) {
        assertThat(entries).hasSameSizeAs(acknowledged);
      }
    }
  }
}
