package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditMac;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.verification.Race;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupedTest {

  @TempDir Path folder;

  private interface Making {
    List<Boolean> make(List<AuditedWrite> writes);
  }

  private static Grouped<AuditedWrite, Boolean> grouped(int most, Making making) {
    return new Grouped<>(
        new Grouped.Sink<>() {
          @Override
          public List<Boolean> answers(List<AuditedWrite> writes) {
            return making.make(writes);
          }

          @Override
          public int most() {
            return most;
          }
        });
  }

  private static AuditedWrite entry(String node) {
    return AuditedWrite.of(
        new AuditEntry(Instant.EPOCH, node, Origin.of("test"), "shop/ann", "a", "", AuditMac.ZERO));
  }

  @Test
  void shareTransactionsAndAnswerEachItsOwn() {
    AtomicInteger transactions = new AtomicInteger();
    Making sink =
        writes -> {
          transactions.incrementAndGet();
          try {
            Thread.sleep(2);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return writes.stream().map(write -> write.entry().node().endsWith("0")).toList();
        };
    var grouped = grouped(1, sink);
    List<Boolean> answers = Race.run(16, 800, i -> grouped.ask(entry("n" + i)));
    assertThat(answers).filteredOn(found -> found).hasSize(80);
    assertThat(transactions.get()).isLessThan(400);
  }

  @Test
  void aWriteThatFailsByItsOwnFaultFailsAlone() {
    Making sink =
        writes -> {
          if (writes.stream().anyMatch(write -> write.entry().node().equals("poison"))) {
            throw new StorageException("planted", new SQLException("planted", "23514"));
          }
          return writes.stream().map(write -> true).toList();
        };
    var grouped = grouped(1, sink);
    assertFailsAlone(grouped::ask);
  }

  @Test
  void aFailureOfTheStoreIsEverybodys() {
    Making sink =
        writes -> {
          throw new StorageException("planted", new SQLException("planted", "08006"));
        };
    var grouped = grouped(2, sink);
    List<Boolean> failed = Race.run(8, 100, i -> fails(grouped::ask, "n"));
    assertThat(failed).containsOnly(true);
  }

  @Test
  void beginAgainWhatTheDatabaseGaveUpForAnothersSake() { // MN-09
    AtomicInteger begun = new AtomicInteger();
    Making sink =
        writes -> {
          if (begun.incrementAndGet() % 4 != 0) {
            throw new StorageException("planted", new SQLException("planted", "40P01"));
          }
          return writes.stream().map(write -> true).toList();
        };
    assertThat(grouped(1, sink).ask(entry("n"))).isTrue();
    assertThat(begun).hasValue(4);
  }

  @Test
  void doNotBeginForEver() {
    AtomicInteger begun = new AtomicInteger();
    Making sink =
        writes -> {
          begun.incrementAndGet();
          throw new StorageException("planted", new SQLException("planted", "40001"));
        };
    assertThat(fails(grouped(1, sink)::ask, "n")).isTrue();
    assertThat(begun).hasValue(4);
  }

  private interface Writing {
    boolean write(AuditedWrite write);
  }

  private static boolean fails(Writing writing, String node) {
    try {
      return !writing.write(entry(node));
    } catch (StorageException e) {
      return true;
    }
  }

  private static void assertFailsAlone(Writing writing) {
    List<Boolean> failed = Race.run(16, 320, i -> fails(writing, i % 10 == 3 ? "poison" : "n" + i));
    assertThat(failed).hasSize(320);
    assertThat(failed).filteredOn(each -> each).hasSize(32);
  }

  @Test
  void onSqliteToo() {
    try (Database database = Database.open(new DatabaseSettings.Sqlite(folder.resolve("v.db")))) {
      execute(
          database,
          "CREATE TRIGGER refuse BEFORE INSERT ON audit_waiting WHEN NEW.node = 'poison'"
              + " BEGIN SELECT RAISE(ABORT, 'planted'); END");
      assertFailsAlone(database::grouped);
    }
  }

  @Test
  @Tag("postgres")
  void onPostgresqlToo() {
    try (Database database = Database.open(PostgresqlServer.freshDatabase())) {
      execute(
          database,
          "ALTER TABLE audit_waiting ADD CONSTRAINT refuse CHECK (node <> 'poison') NOT VALID");
      assertFailsAlone(database::grouped);
    }
  }

  private static void execute(Database database, String sql) {
    database.write(session -> {
      try (Statement statement = session.connection().createStatement()) {
        return statement.executeUpdate(sql);
      }
    });
  }
}
