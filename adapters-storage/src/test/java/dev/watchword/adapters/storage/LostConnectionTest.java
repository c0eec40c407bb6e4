package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchword.adapters.storage.FaultyProxy.Fault;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditMac;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.vault.OutcomeUnknownException;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.verification.Race;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is said of a write when the connection breaks around its commit (SECURITY MN-05, MN-08).
@Tag("postgres")
class LostConnectionTest {

  private static final int CUTS = Integer.getInteger("watchword.database.cuts", 200);

  private FaultyProxy proxy;
  private Database direct;
  private Database cut;

  @BeforeEach
  void open() throws Exception {
    DatabaseSettings.Postgresql fresh = PostgresqlServer.freshDatabase();
    String[] parts = fresh.url().split(":|/");
    int port = Integer.parseInt(parts[parts.length - 2]);
    proxy = new FaultyProxy(port);
    direct = Database.open(fresh);
    cut =
        Database.open(
            new DatabaseSettings.Postgresql(
                fresh.url().replace(":" + port + "/", ":" + proxy.port() + "/"),
                fresh.user(),
                fresh.passwordFile(),
                1));
  }

  @AfterEach
  void close() throws Exception {
    cut.close();
    direct.close();
    proxy.close();
  }

  private static AuditedWrite entry(String node) {
    return AuditedWrite.of(plain(node));
  }

  private static AuditEntry plain(String node) {
    return new AuditEntry(
        Instant.EPOCH, node, Origin.of("test"), "shop/ann", "a", "", AuditMac.ZERO);
  }

  private long kept(String node) {
    return direct.query(session -> {
      try (Statement statement = session.connection().createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT count(*) FROM audit_waiting WHERE node = '" + node + "'")) {
        row.next();
        return row.getLong(1);
      }
    });
  }

  /// A fresh connection, so that the next request on it is the write.
  private void settle() {
    assertThat(cut.grouped(entry("settled"))).isTrue();
  }

  @Test
  void aWriteThatWasNeverAnsweredIsUnknownAndNeverASuccess() throws InterruptedException { // MN-05
    int done = 0;
    for (int i = 0; i < CUTS; i++) {
      settle();
      String node = "cut-" + i;
      proxy.next(i % 2 == 0 ? Fault.LOSE_ANSWER : Fault.LOSE_REQUEST);
      assertThatExceptionOfType(OutcomeUnknownException.class)
          .isThrownBy(() -> cut.grouped(entry(node)));
      if (i % 2 == 0) {
        for (int wait = 0; kept(node) == 0 && wait < 200; wait++) {
          Thread.sleep(5); // the server may still be at it
        }
        done += (int) kept(node);
      } else {
        assertThat(kept(node)).isZero();
      }
    }
    assertThat(done).isEqualTo(CUTS / 2); // kept, and nobody was told so
  }

  /// A transaction whose statement was answered, and whose COMMIT was not.
  @Test
  void aCommitThatWasNeverAnsweredIsUnknownAndNeverASuccess() throws InterruptedException { // MN-05
    for (int i = 0; i < CUTS; i++) {
      settle();
      String node = "commit-" + i;
      boolean arrives = i % 2 == 0;
      AtomicBoolean written = new AtomicBoolean();
      proxy.next(arrives ? Fault.LOSE_ANSWER : Fault.LOSE_REQUEST, 1);
      assertThatExceptionOfType(OutcomeUnknownException.class)
          .isThrownBy(() ->
              cut.write(session -> {
                AuditWriting.append(session.connection(), plain(node));
                written.set(true);
                return true;
              }));
      assertThat(written).as("the statement itself came through").isTrue();
      for (int wait = 0; arrives && kept(node) == 0 && wait < 200; wait++) {
        Thread.sleep(5); // the server may still be at it
      }
      assertThat(kept(node)).isEqualTo(arrives ? 1 : 0);
    }
  }

  @Test
  void withoutAWayToTheDatabaseNothingIsDone() { // MN-08
    settle();
    proxy.next(Fault.PARTITION);
    List<Boolean> failed =
        Race.run(
            25,
            100,
            i -> {
              try {
                cut.grouped(entry("parted"));
                return false;
              } catch (StorageException e) {
                return true;
              }
            });
    assertThat(failed).hasSize(100).containsOnly(true);
    assertThat(kept("parted")).isZero();
    proxy.next(Fault.NONE);
    long back = System.nanoTime();
    while (!isWriting()) {
      assertThat(System.nanoTime() - back).isLessThan(10_000_000_000L); // MN-03
    }
  }

  private boolean isWriting() {
    try {
      settle();
      return true;
    } catch (StorageException notYet) {
      return false;
    }
  }
}
