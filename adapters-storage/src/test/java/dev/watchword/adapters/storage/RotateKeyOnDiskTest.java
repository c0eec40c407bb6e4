package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.vault.Entry;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.VaultKeyChangedException;
import dev.watchword.core.vault.VaultRepository;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A vault file gets another key while others use it, and while its program is killed (SECURITY
/// CR-09, CR-10).
class RotateKeyOnDiskTest {

  private static final int KILLS = Integer.getInteger("watchword.rotate.kills", 12);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void closeTheFolder() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    file = folder.resolve("vault.db");
  }

  private Database database() {
    return Database.open(new DatabaseSettings.Sqlite(file));
  }

  @Test
  void isReadAndWrittenByOthersUntilTheNewKeyIsThere() throws Exception { // CR-09
    try (Database mine = database();
        Database theirs = database();
        OpenVault vault = RotatingProcess.create(new JdbiVaultRepository(mine), "old key", 2_000);
        OpenVault reader =
            RotatingProcess.open(new JdbiVaultRepository(theirs), "old key").orElseThrow();
        OpenVault writer =
            RotatingProcess.open(new JdbiVaultRepository(theirs), "old key").orElseThrow()) {
      List<EntryId> ids = reader.entries().stream().map(Entry::id).toList();
      AtomicInteger reads = new AtomicInteger();
      AtomicInteger writes = new AtomicInteger();
      AtomicReference<RuntimeException> readerEnd = new AtomicReference<>();
      AtomicReference<RuntimeException> writerEnd = new AtomicReference<>();
      Thread reading =
          until(
              readerEnd,
              i -> {
                reader.code(ids.get(i % ids.size()), Instant.EPOCH.plusSeconds(i));
                reads.incrementAndGet();
                return true;
              });
      Thread writing = until(writerEnd, i -> add(writer, writes));
      while (reads.get() < 100 || writes.get() < 3) {
        Thread.sleep(1);
      }
      AtomicInteger before = new AtomicInteger(-1);

      RotatingProcess.rotate(vault, "new key", done -> before.compareAndSet(-1, reads.get()));
      reading.join(20_000);
      writing.join(20_000);

      assertThat(readerEnd.get()).isInstanceOf(VaultKeyChangedException.class);
      assertThat(writerEnd.get()).isInstanceOf(VaultKeyChangedException.class);
      assertThat(reads.get()).as("reads meanwhile").isGreaterThan(before.get());
      assertThat(vault.entries()).hasSize(2_000 + writes.get());
      assertThat(vault.check().problems()).isEmpty();
    }
    assertOpensByExactlyOneOf("old key", "new key");
  }

  @Test
  void isReadAndWrittenAcrossItWhereTheNewKeyIsAtHand() throws Exception { // CR-09
    try (Database mine = database();
        Database theirs = database();
        OpenVault vault = RotatingProcess.create(new JdbiVaultRepository(mine), "old key", 2_000)) {
      VaultRepository store = new JdbiVaultRepository(theirs);
      try (OpenVault reader = RotatingProcess.open(store, "old key").orElseThrow();
          OpenVault writer = RotatingProcess.open(store, "old key").orElseThrow()) {
        RotatingProcess.follow(store, reader, "new key");
        RotatingProcess.follow(store, writer, "new key");
        List<Entry> entries = reader.entries();
        List<String> codes = codes(reader, entries);
        AtomicInteger reads = new AtomicInteger();
        AtomicInteger writes = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        AtomicReference<RuntimeException> readerEnd = new AtomicReference<>();
        AtomicReference<RuntimeException> writerEnd = new AtomicReference<>();
        List<String> wrong = Collections.synchronizedList(new ArrayList<>());
        Thread reading =
            until(
                readerEnd,
                i -> {
                  int at = i % entries.size();
                  String code = reader.code(entries.get(at).id(), Instant.EPOCH).code();
                  if (!code.equals(codes.get(at))) {
                    wrong.add(code);
                  }
                  reads.incrementAndGet();
                  return !enough.get();
                });
        Thread writing = until(writerEnd, i -> add(writer, writes) && !enough.get());
        while (reads.get() < 100 || writes.get() < 3) {
          Thread.sleep(1);
        }
        AtomicInteger before = new AtomicInteger(-1);

        RotatingProcess.rotate(vault, "new key", done -> before.compareAndSet(-1, reads.get()));
        int readsThen = reads.get();
        int writesThen = writes.get();
        while (alive(reading, writing)
            && (reads.get() < readsThen + 10_000 || writes.get() < writesThen + 10)) {
          Thread.sleep(1);
        }
        enough.set(true);
        reading.join(20_000);
        writing.join(20_000);

        assertThat(readerEnd.get()).as("no read failed").isNull();
        assertThat(writerEnd.get()).as("no write failed").isNull();
        assertThat(wrong).isEmpty();
        assertThat(readsThen).as("reads meanwhile").isGreaterThan(before.get());
        assertThat(reads.get()).isGreaterThanOrEqualTo(readsThen + 10_000);
        assertThat(reader.header().keyVersion()).isEqualTo(2);
        assertThat(vault.entries()).hasSize(2_000 + writes.get());
        assertThat(vault.check().problems()).isEmpty();
      }
    }
    assertOpensByExactlyOneOf("old key", "new key");
  }

  private static boolean add(OpenVault to, AtomicInteger count) throws InterruptedException {
    to.add(RotatingProcess.entries(1));
    count.incrementAndGet();
    Thread.sleep(20);
    return true;
  }

  private static List<String> codes(OpenVault vault, List<Entry> entries) {
    return entries.stream().map(entry -> vault.code(entry.id(), Instant.EPOCH).code()).toList();
  }

  private static boolean alive(Thread one, Thread other) {
    return one.isAlive() && other.isAlive();
  }

  @FunctionalInterface
  private interface Use {
    /// Whether to go on.
    boolean use(int i) throws InterruptedException;
  }

  private static Thread until(AtomicReference<RuntimeException> end, Use use) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            for (int i = 0; i < 1_000_000 && use.use(i); i++) {}
          } catch (RuntimeException e) {
            end.set(e);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private boolean assertOpensByExactlyOneOf(String one, String other) {
    try (Database database = database()) {
      VaultRepository store = new JdbiVaultRepository(database);
      List<OpenVault> open = new ArrayList<>();
      boolean byOther;
      RotatingProcess.open(store, one).ifPresent(open::add);
      byOther = open.isEmpty();
      RotatingProcess.open(store, other).ifPresent(open::add);
      assertThat(open).hasSize(1);
      try (OpenVault vault = open.getFirst()) {
        assertThat(vault.check().problems()).isEmpty();
        assertThat(vault.entries())
            .allSatisfy(entry -> assertThat(vault.code(entry.id(), Instant.EPOCH)).isNotNull());
      }
      store.clearUnlockFailures(store.vaults().getFirst());
      return byOther;
    }
  }

  @Test
  @Tag("slow")
  void isWhollyUnderOneOfTheTwoWheneverItIsKilled() throws Exception { // CR-10
    try (Database database = database()) {
      RotatingProcess.create(new JdbiVaultRepository(database), "first", 1_500).close();
    }
    Random random = new Random(10);
    String from = "first";
    String to = "second";
    int rotated = 0;
    for (int i = 0; i < KILLS; i++) {
      Process process = RotatingProcess.start(file, from, to);
      try (BufferedReader lines = JavaProcess.lines(process)) {
        assertThat(lines.readLine()).isEqualTo("rotating");
        Thread.sleep(random.nextInt(400));
      } finally {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
      if (assertOpensByExactlyOneOf(from, to)) {
        rotated++;
        String was = from;
        from = to;
        to = was;
      }
    }
    assertThat(rotated).as("some kills before the end, some after").isBetween(1, KILLS - 1);
    try (Database database = database();
        OpenVault vault =
            RotatingProcess.open(new JdbiVaultRepository(database), from).orElseThrow()) {
      RotatingProcess.rotate(vault, to, done -> {});
      assertThat(vault.entries()).hasSize(1_500);
    }
  }

  @Test
  void aNewPassphraseLeavesEverySealAsItIs() throws Exception { // CR-08
    try (Database mine = database();
        Database theirs = database();
        OpenVault vault =
            RotatingProcess.create(new JdbiVaultRepository(mine), "old passphrase", 10_000);
        OpenVault open =
            RotatingProcess.open(new JdbiVaultRepository(theirs), "old passphrase").orElseThrow()) {
      byte[] before = seals();

      RotatingProcess.changePassphrase(vault, "new passphrase");

      assertThat(seals()).isEqualTo(before);
      assertThat(open.entries()).as("who has it open goes on").hasSize(10_000);
      VaultRepository store = new JdbiVaultRepository(theirs);
      assertThat(RotatingProcess.open(store, "old passphrase")).isEmpty();
      RotatingProcess.open(store, "new passphrase").orElseThrow().close();
    }
  }

  /// A digest over every sealed field.
  private byte[] seals() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT entry_id, summary FROM entry UNION ALL SELECT entry_id, sealed FROM"
                    + " entry_field ORDER BY 1, 2")) {
      while (row.next()) {
        digest.update(row.getBytes(1));
        digest.update(row.getBytes(2));
      }
    }
    return digest.digest();
  }

  @Test
  void changesNothingWhereASecretDoesNotOpen() throws Exception {
    try (Database database = database();
        OpenVault vault = RotatingProcess.create(new JdbiVaultRepository(database), "old key", 3)) {
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = connection.createStatement()) {
        statement.execute(
            "UPDATE entry_field SET sealed = CAST(substr(sealed, 1, 20) || x'0102' ||"
                + " substr(sealed, 23) AS BLOB) WHERE entry_id = (SELECT max(entry_id) FROM"
                + " entry_field)");
      }
      assertThatThrownBy(() -> RotatingProcess.rotate(vault, "new key", done -> {}))
          .isInstanceOf(TamperingException.class);
      assertThat(vault.header().keyVersion()).isEqualTo(1);
      assertThat(vault.entries()).hasSize(3);
    }
    try (Database database = database()) {
      assertThat(RotatingProcess.open(new JdbiVaultRepository(database), "old key")).isPresent();
    }
  }
}
