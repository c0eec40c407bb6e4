package dev.watchword.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.watchword.adapters.cli.AnchorFiles;
import dev.watchword.adapters.cli.RunningServer;
import dev.watchword.adapters.cli.ServeOrder;
import dev.watchword.adapters.http.ServerSettings;
import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.DatabaseSettings;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.CheckpointAudit;
import dev.watchword.core.audit.LinkAudit;
import dev.watchword.core.audit.LinkedEntry;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.Unlocker;
import dev.watchword.core.vault.VaultDoor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store that was put back to an older copy as a whole, at the server's start (SECURITY CR-13).
class RollbackTest {

  private static final String PASSPHRASE = "a passphrase of the vault";

  @TempDir Path folder;

  private int minutes;

  private Path store() {
    return folder.resolve("vault.db");
  }

  private ServeOrder order(boolean accept) {
    return new ServeOrder(
        new ServeOrder.Listening(
            "127.0.0.1", 0, Set.of(), List.of(), Optional.empty(), List.of(), 0),
        new ServeOrder.Auditing(
            Optional.of("node-1"), new AnchorFiles(folder.resolve("anchor")), 10, accept),
        Set.of(),
        Optional.empty());
  }

  private Database database() {
    return Database.open(new DatabaseSettings.Sqlite(store()));
  }

  private static Passphrase passphrase() {
    return Passphrase.of(PASSPHRASE.toCharArray());
  }

  /// Writes entries into the log, links them, and keeps a checkpoint.
  private void work(int entries) {
    try (Database database = database()) {
      Injector parts = Guice.createInjector(Programs.vaultModules(database));
      try (VaultDoor door = door(database);
          VaultKey key = open(door).verifierKey()) {
        AuditTrail trail = new AuditTrail(new AuditKeys(key), "node-1");
        AuditLog log = parts.getInstance(AuditLog.class);
        for (int i = 0; i < entries; i++) {
          log.append(
              trail.entry(
                  now(),
                  Origin.of("test"),
                  new AuditEvent.Alarm(AuditEvent.Alarm.Act.LOG_BROKEN, i))); // tells of no row
        }
        new LinkAudit(log, trail).link();
        minutes += 2;
        new CheckpointAudit(
                log,
                trail,
                TestNodes.checkpoints(folder.resolve("anchor")),
                () -> now().plusSeconds(60L * minutes))
            .checkpointIfDue()
            .orElseThrow();
      }
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /// The vault, which is made where there is none; closed with the door.
  private static OpenVault open(VaultDoor door) {
    try (Unlocker unlocker = new Unlocker.ByPassphrase(passphrase())) {
      if (!door.exists()) {
        try (Passphrase passphrase = passphrase()) {
          door.create(passphrase).orElseThrow().close();
        }
      } else {
        door.unlock(unlocker);
      }
    }
    return door.vault().orElseThrow();
  }

  private VaultDoor door(Database database) {
    return Programs.server(
            database,
            ServerSettings.standard().withPort(0),
            TestNodes.named("node-1", folder.resolve("anchor")))
        .door();
  }

  private List<String> actions(Database database) {
    Injector parts = Guice.createInjector(Programs.vaultModules(database));
    AuditLog log = parts.getInstance(AuditLog.class);
    return Stream.concat(
            log.page(0, 100).stream().map(LinkedEntry::entry), log.waiting(100).stream())
        .map(entry -> entry.action())
        .toList();
  }

  private void putBack(Path copy) throws Exception {
    for (String suffix : List.of("-wal", "-shm")) {
      Files.deleteIfExists(folder.resolve("vault.db" + suffix));
    }
    Files.copy(copy, store(), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void servesTheStoreThatItsCheckpointsKnow() {
    work(3);
    try (Database database = database();
        RunningServer server = HttpHost.start(database, order(false), Optional.empty())) {
      assertThat(server.uri().getPort()).isPositive();
    }
  }

  @Test
  void refusesAnOlderCopyUntilItIsSaidThatItWasMeant() throws Exception {
    work(3);
    Path copy = folder.resolve("copy.db");
    try (Database database = database()) {
      database.copyTo(copy);
    }
    work(2);
    putBack(copy);

    try (Database database = database()) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> HttpHost.start(database, order(false), Optional.empty()))
          .withMessageContaining(
              "had 6 entries") // one of the first opening, that tokens are sealed
          .withMessageContaining("--accept-rollback");
      assertThatExceptionOfType(IllegalArgumentException.class)
          .as("without the key the act can't be on record")
          .isThrownBy(() -> HttpHost.start(database, order(true), Optional.empty()))
          .withMessageContaining("--locked");
      assertThat(actions(database)).doesNotContain("transfer.rollback-accepted");

      OpenVault vault = open(door(database));
      HttpHost.start(database, order(true), Optional.of(vault)).close();
      assertThat(actions(database)).contains("transfer.rollback-accepted");
      assertThat(folder.resolve("anchor.replaced-1")).exists();
      HttpHost.start(database, order(false), Optional.empty()).close();
    }
  }

  /// A graceful end leaves nothing without a checkpoint, however short the last one's minute is.
  @Test
  void refusesACopyOfTheMinuteBeforeAGracefulEnd() throws Exception { // CR-13
    work(3);
    Path copy = folder.resolve("copy.db");
    try (Database database = database()) {
      database.copyTo(copy);
      RunningServer server =
          HttpHost.start(database, order(false), Optional.of(open(door(database))));
      Injector parts = Guice.createInjector(Programs.vaultModules(database));
      AuditLog log = parts.getInstance(AuditLog.class);
      log.append(log.page(0, 1).getFirst().entry());
      server.close();
    }
    putBack(copy);

    try (Database database = database()) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> HttpHost.start(database, order(false), Optional.empty()))
          .withMessageContaining("older");
    }
  }

  /// What a kill leaves: the store and the checkpoints as they are a moment after the last act,
  /// long before the next minute's.
  @Test
  void refusesACopyOfTheSecondsBeforeAKill() throws Exception { // CR-13
    work(3);
    Path copy = folder.resolve("copy.db");
    Path anchor = folder.resolve("anchor");
    Path newest = new AnchorFiles(anchor).newest();
    byte[] kept = Files.readAllBytes(anchor);
    byte[] noted;
    try (Database database = database()) {
      database.copyTo(copy);
      try (RunningServer server =
          HttpHost.start(database, order(false), Optional.of(open(door(database))))) {
        assertThat(server.uri().getPort()).isPositive();
        Injector parts = Guice.createInjector(Programs.vaultModules(database));
        AuditLog log = parts.getInstance(AuditLog.class);
        log.append(log.page(0, 1).getFirst().entry());
        for (int i = 0; i < 1000 && !Files.exists(newest); i++) {
          Thread.sleep(20);
        }
        assertThat(anchor).as("no minute is over").hasBinaryContent(kept);
        noted = Files.readAllBytes(newest);
      }
    }
    Files.write(anchor, kept);
    Files.write(newest, noted);
    putBack(copy);

    try (Database database = database()) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> HttpHost.start(database, order(false), Optional.empty()))
          .withMessageContaining("older");
      HttpHost.start(database, order(true), Optional.of(open(door(database)))).close();
      assertThat(folder.resolve("anchor.newest.replaced-1")).exists();
      HttpHost.start(database, order(false), Optional.empty()).close();
    }
  }

  @Test
  void refusesAnOlderCopyThatWentOnByItself() throws Exception {
    work(3);
    Path copy = folder.resolve("copy.db");
    try (Database database = database()) {
      database.copyTo(copy);
    }
    work(1);
    Path anchor = folder.resolve("anchor");
    Path kept = Files.copy(anchor, folder.resolve("kept"));
    putBack(copy);
    work(4);
    Files.copy(kept, anchor, StandardCopyOption.REPLACE_EXISTING);

    try (Database database = database()) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> HttpHost.start(database, order(false), Optional.empty()))
          .withMessageContaining("older");
    }
  }
}
