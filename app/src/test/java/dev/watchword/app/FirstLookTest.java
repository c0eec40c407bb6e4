package dev.watchword.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.DatabaseSettings;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.ForwardingLog;
import dev.watchword.core.audit.LinkedEntry;
import dev.watchword.core.otp.Hotp;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.verification.Verification;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A row that was put back while no server ran, at the first use after a start (SECURITY CR-12).
class FirstLookTest {

  private static final Subscriber ANN = Subscriber.of("shop", "ann");
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path folder;

  private Path store() {
    return folder.resolve("vault.db");
  }

  private Database database() {
    return Database.open(new DatabaseSettings.Sqlite(store()));
  }

  private ServedParts server(Database database, Duration patience, UnaryOperator<AuditLog> log) {
    var anchor = TestNodes.checkpoints(folder.resolve("anchor"));
    return ServedParts.on(database, new ServedNode("node-1", anchor, patience), log);
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
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch alarmed = new CountDownLatch(1);
    UnaryOperator<AuditLog> slow =
        log ->
            new ForwardingLog(log) {
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
            };

    try (Database database = database();
        ServedParts server = server(database, Duration.ofMillis(50), slow).unlocked()) {
      assertThat(server.door().vault()).as("open before the look is over").isPresent();
      goOn.countDown();
      alarmed.await(); // rows are not taken from before the alarm
      assertThatExceptionOfType(TamperingException.class)
          .isThrownBy(() -> server.verifySecond(ANN, device));
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
