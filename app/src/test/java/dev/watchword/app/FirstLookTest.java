package dev.watchword.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.DatabaseSettings;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditLink;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.ForwardingLog;
import dev.watchword.core.audit.LinkedEntry;
import dev.watchword.core.otp.Hotp;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.vault.NotYetOpenException;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.verification.Verification;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A row that was put back while no server ran, at the first use after a start (SECURITY CR-12).
class FirstLookTest {

  private static final Subscriber ANN = Subscriber.of("shop", "ann");
  private static final Duration LONG = Duration.ofMinutes(5);

  private static final Duration SHORT = Duration.ofMillis(50);

  private final CountDownLatch goOn = new CountDownLatch(1);
  private final CountDownLatch alarmed = new CountDownLatch(1);
  private final AtomicInteger walks = new AtomicInteger();

  @TempDir Path folder;

  private Path store() {
    return folder.resolve("vault.db");
  }

  private Database database() {
    return Database.open(new DatabaseSettings.Sqlite(store()));
  }

  private ServedParts server(Database database, Duration patience, UnaryOperator<AuditLog> log) {
    return server(database, patience, LONG, log);
  }

  private ServedParts server(
      Database database, Duration patience, Duration request, UnaryOperator<AuditLog> log) {
    var anchor = TestNodes.checkpoints(folder.resolve("anchor"));
    return ServedParts.on(database, new ServedNode("node-1", anchor, patience, request), log);
  }

  private ServedParts server(Database database, Duration patience) {
    return server(database, patience, log -> log);
  }

  /// A vault with a factor whose second code was used, and the factor's row put back to before.
  private Hotp usedAndPutBack() throws SQLException {
    Hotp device;
    try (Database database = database();
        ServedParts server = server(database, LONG).made()) {
      device = server.enrol(ANN);
      sql("CREATE TABLE older AS SELECT * FROM enrolment");
      assertThat(server.verifySecond(ANN, device)).isInstanceOf(Verification.Accepted.class);
    }
    sql("DELETE FROM enrolment", "INSERT INTO enrolment SELECT * FROM older");
    return device;
  }

  private void sql(String... statements) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + store());
        var statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /// A log that gives nothing until it is told to go on.
  private AuditLog slow(AuditLog log) {
    return new ForwardingLog(log) {
      @Override
      public List<LinkedEntry> page(long afterSeq, int limit) {
        try {
          goOn.await();
        } catch (InterruptedException e) {
          throw new StorageException("ended", e);
        }
        return super.page(afterSeq, limit);
      }

      @Override
      public void append(AuditEntry entry) {
        super.append(entry);
        alarmed.countDown();
      }

      @Override
      public Optional<AuditLink> head() {
        walks.incrementAndGet();
        return super.head();
      }
    };
  }

  @Test
  void isRefusedAtOnce() throws SQLException { // CR-12
    Hotp device = usedAndPutBack();

    try (Database database = database();
        ServedParts server = server(database, LONG).unlocked()) {
      assertThat(server.door().vault()).isPresent();
      assertThatExceptionOfType(TamperingException.class)
          .isThrownBy(() -> server.verifySecond(ANN, device));
    }
  }

  @Test
  void isTakenWhereNobodyWaitsForTheLook() throws SQLException {
    Hotp device = usedAndPutBack();

    try (Database database = database();
        ServedParts server = server(database, Duration.ZERO).unlocked()) {
      assertThat(server.verifySecond(ANN, device)).isInstanceOf(Verification.Accepted.class);
    }
  }

  @Test
  void isRefusedOnceALookIsOverThatTookLonger() throws Exception { // CR-12
    Hotp device = usedAndPutBack();
    try (Database database = database();
        ServedParts server = server(database, SHORT, this::slow).unlocked()) {
      assertThat(server.door().vault()).as("open before the look is over").isPresent();
      goOn.countDown();
      alarmed.await(); // rows are not taken from before the alarm
      assertThatExceptionOfType(TamperingException.class)
          .isThrownBy(() -> server.verifySecond(ANN, device));
    }
  }

  /// Whoever unlocks by a page gets an answer, and the vault stays locked until the look is over.
  @Test
  void isRefusedToWhoeverUnlocksAgainOnceTheLookIsOver() throws Exception { // CR-12
    Hotp device = usedAndPutBack();

    try (Database database = database();
        ServedParts server = server(database, LONG, SHORT, this::slow)) {
      assertThatExceptionOfType(NotYetOpenException.class).isThrownBy(server::unlocked);
      assertThat(server.door().vault()).isEmpty();
      goOn.countDown();
      alarmed.await();
      int once = walks.get();
      unlockedSoon(server);
      assertThat(walks).as("no second look").hasValue(once);
      assertThatExceptionOfType(TamperingException.class)
          .isThrownBy(() -> server.verifySecond(ANN, device));
    }
  }

  private static void unlockedSoon(ServedParts server) {
    for (int tries = 0; server.door().vault().isEmpty(); tries++) {
      try {
        server.unlocked();
      } catch (NotYetOpenException notYet) {
        assertThat(tries).isLessThan(100);
      }
    }
  }

  @Test
  void aStoreThatCannotBeLookedAtStaysLocked() throws SQLException {
    usedAndPutBack();
    UnaryOperator<AuditLog> gone =
        log ->
            new ForwardingLog(log) {
              @Override
              public List<LinkedEntry> page(long afterSeq, int limit) {
                throw new StorageException("gone");
              }
            };

    try (Database database = database();
        ServedParts server = server(database, LONG, gone)) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(server::unlocked)
          .withMessage("gone");
      assertThat(server.door().vault()).isEmpty();
    }
  }
}
