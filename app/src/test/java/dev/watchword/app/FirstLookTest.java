package dev.watchword.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.util.Modules;
import dev.watchword.adapters.http.CurrentVerifier;
import dev.watchword.adapters.http.ServerSettings;
import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.DatabaseSettings;
import dev.watchword.adapters.storage.StorageModule;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.ForwardingLog;
import dev.watchword.core.audit.LinkedEntry;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.enrolment.BeginOutcome.Begun;
import dev.watchword.core.enrolment.ConfirmOutcome;
import dev.watchword.core.enrolment.EnrolmentRequest;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.Hotp;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.vault.UnlockOutcome;
import dev.watchword.core.vault.Unlocker;
import dev.watchword.core.vault.VaultDoor;
import dev.watchword.core.verification.OtpAttempt;
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

  private static final String PASSPHRASE = "a passphrase of the vault";
  private static final Subscriber ANN = Subscriber.of("shop", "ann");
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path folder;

  private Path store() {
    return folder.resolve("vault.db");
  }

  private Database database() {
    return Database.open(new DatabaseSettings.Sqlite(store()));
  }

  private Injector server(Database database, Duration patience, UnaryOperator<AuditLog> log) {
    ServedNode node =
        new ServedNode("node-1", StorageModule.checkpoints(folder.resolve("anchor")), patience);
    var modules = Programs.serverModules(database, ServerSettings.standard().withPort(0), node);
    AuditLog real =
        Guice.createInjector(Programs.vaultModules(database)).getInstance(AuditLog.class);
    return Guice.createInjector(
        Modules.override(modules)
            .with(
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    bind(AuditLog.class).toInstance(log.apply(real));
                  }
                }));
  }

  private Injector server(Database database, Duration patience) {
    return server(database, patience, log -> log);
  }

  private static VaultDoor unlocked(Injector server) {
    VaultDoor door = server.getInstance(VaultDoor.class);
    unlock(door);
    return door;
  }

  private static void unlock(VaultDoor door) {
    try (Passphrase passphrase = Passphrase.of(PASSPHRASE.toCharArray());
        Unlocker unlocker = new Unlocker.ByPassphrase(passphrase)) {
      assertThat(door.unlock(unlocker)).isInstanceOf(UnlockOutcome.Unlocked.class);
    }
  }

  private static Verification verify(Injector server, Hotp device) {
    var attempt =
        new OtpAttempt(
            ANN, SubmittedCode.of(device.code(1)), Purpose.LOGIN, Origin.of("token:test"));
    return server
        .getInstance(CurrentVerifier.class)
        .verifier()
        .orElseThrow()
        .verify()
        .verify(attempt);
  }

  /// A vault with a factor whose second code was used, and the factor's row put back to before.
  private Hotp usedAndPutBack() throws Exception {
    Hotp device;
    try (Database database = database()) {
      Injector server = server(database, LONG);
      try (VaultDoor door = server.getInstance(VaultDoor.class);
          Passphrase passphrase = Passphrase.of(PASSPHRASE.toCharArray())) {
        door.create(passphrase).orElseThrow().close();
        device = enrol(server);
        sql("CREATE TABLE older AS SELECT * FROM enrolment");
        assertThat(verify(server, device)).isInstanceOf(Verification.Accepted.class);
      }
    }
    sql("DELETE FROM enrolment", "INSERT INTO enrolment SELECT * FROM older");
    return device;
  }

  private static Hotp enrol(Injector server) throws Exception {
    var verifier = server.getInstance(CurrentVerifier.class).verifier().orElseThrow();
    var parameters = new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, 0);
    var request = new EnrolmentRequest(ANN, new Label("Example", "ann"), parameters);
    Begun begun = (Begun) verifier.begin().begin(request, Origin.of("token:test"));
    try (var offer = begun.offer()) {
      OtpKey key = KeyUri.parse(offer.revealUri()).key();
      Hotp device = new Hotp(key.secret(), parameters.algorithm(), parameters.digits());
      assertThat(
              verifier
                  .confirm()
                  .confirm(
                      ANN.relyingParty(),
                      offer.id(),
                      SubmittedCode.of(device.code(0)),
                      Origin.of("token:test")))
          .isInstanceOf(ConfirmOutcome.Confirmed.class);
      return device;
    }
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
  void isRefusedAtOnce() throws Exception { // CR-12
    Hotp device = usedAndPutBack();

    try (Database database = database()) {
      Injector server = server(database, LONG);
      try (VaultDoor door = unlocked(server)) {
        assertThat(door.vault()).isPresent();
        assertThatExceptionOfType(TamperingException.class)
            .isThrownBy(() -> verify(server, device));
      }
    }
  }

  @Test
  void isTakenWhereNobodyWaitsForTheLook() throws Exception {
    Hotp device = usedAndPutBack();

    try (Database database = database()) {
      Injector server = server(database, Duration.ZERO);
      try (VaultDoor door = unlocked(server)) {
        assertThat(door.vault()).isPresent();
        assertThat(verify(server, device)).isInstanceOf(Verification.Accepted.class);
      }
    }
  }

  @Test
  void isRefusedOnceALookIsOverThatTookLonger() throws Exception { // CR-12
    Hotp device = usedAndPutBack();
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch recorded = new CountDownLatch(1);

    try (Database database = database()) {
      Injector server =
          server(
              database,
              Duration.ofMillis(50),
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
                      recorded.countDown();
                    }
                  });
      try (VaultDoor door = unlocked(server)) {
        assertThat(door.vault()).as("open before the look is over").isPresent();
        goOn.countDown();
        recorded.await(); // the alarm; rows are not taken from before it
        assertThatExceptionOfType(TamperingException.class)
            .isThrownBy(() -> verify(server, device));
      }
    }
  }

  @Test
  void aStoreThatCannotBeLookedAtStaysLocked() throws Exception {
    usedAndPutBack();

    try (Database database = database()) {
      Injector server =
          server(
              database,
              LONG,
              log ->
                  new ForwardingLog(log) {
                    @Override
                    public List<LinkedEntry> page(long afterSeq, int limit) {
                      throw new StorageException("gone");
                    }
                  });
      VaultDoor door = server.getInstance(VaultDoor.class);
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> unlock(door))
          .withMessage("gone");
      assertThat(door.vault()).isEmpty();
    }
  }
}
