package dev.watchword.adapters.storage;

import static dev.watchword.core.vault.SealedSamples.commit;
import static dev.watchword.core.vault.SealedSamples.header;
import static dev.watchword.core.vault.SealedSamples.vault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.verification.Race;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PostgresqlOpeningTest {

  @Test
  void saysSoWhenNoServerAnswers() {
    DatabaseSettings nobody =
        new DatabaseSettings.Postgresql(
            "jdbc:postgresql://localhost:1/none", Optional.empty(), Optional.empty(), 2);
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> Database.open(nobody))
        .withMessageContaining("connection to PostgreSQL was lost or refused");
  }

  @Test
  @Tag("postgres")
  void saysSoWhenTheDatabaseIsMissing() {
    DatabaseSettings.Postgresql settings = PostgresqlServer.freshDatabase();
    DatabaseSettings other =
        new DatabaseSettings.Postgresql(
            settings.url() + "_missing", settings.user(), Optional.empty(), 2);
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> Database.open(other))
        .withMessageContaining("does not exist");
  }

  @Test
  @Tag("postgres")
  void refusesARoleThatCouldForgetWhatItStored() { // MN-04
    DatabaseSettings.Postgresql settings = PostgresqlServer.freshDatabase();
    String name = settings.url().substring(settings.url().lastIndexOf('/') + 1);
    PostgresqlServer.execute("ALTER DATABASE " + name + " SET synchronous_commit = off");
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> Database.open(settings))
        .withMessageContaining("synchronous_commit");
  }

  @Test
  @Tag("postgres")
  void refusesANewerSchema() { // FI-09
    DatabaseSettings settings = PostgresqlServer.freshDatabase();
    try (Database database = Database.open(settings)) {
      execute(database, "UPDATE flyway_schema_history SET version = '999' WHERE version = '100'");
    }
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> Database.open(settings))
        .withMessageContaining("newer version");
  }

  @Test
  @Tag("postgres")
  void isMadeOnceByManyNodesThatOpenItAtOnce() throws Exception {
    DatabaseSettings settings = PostgresqlServer.freshDatabase();
    List<Callable<Database>> nodes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      nodes.add(() -> Database.open(settings));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Database> each : threads.invokeAll(nodes)) {
        assertThat(new JdbiVaultRepository(each.get()).vaults()).isEmpty();
        each.get().close();
      }
    }
  }

  @Test
  @Tag("postgres")
  void aLostConnectionIsASentenceAndTheNextOneWorks() {
    try (Database database = Database.open(PostgresqlServer.freshDatabase())) {
      JdbiVaultRepository store = new JdbiVaultRepository(database);
      store.create(header(vault(1), 1));
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() ->
              database.write(session -> {
                String own =
                    session.handle().select("SELECT pg_backend_pid()").mapTo(String.class).one();
                PostgresqlServer.execute("SELECT pg_terminate_backend(" + own + ")");
                return store.commit(commit(vault(1), 2));
              }))
          .withMessageContaining("PostgreSQL");

      assertThat(store.header(vault(1))).contains(header(vault(1), 1));
      assertThat(store.commit(commit(vault(1), 2))).isTrue();
    }
  }

  @Test
  @Tag("postgres")
  void raisesTheReplayFloorWhereAnotherServerIsMet() { // MN-04
    DatabaseSettings settings = PostgresqlServer.freshDatabase();
    Subscriber ann = Subscriber.of("shop", "ann");
    try (Database database = Database.open(settings)) {
      assertThat(floor(database, ann)).isEqualTo(Instant.EPOCH);
    }
    for (String change : List.of("timeline = '0000002A'", "system_id = '42'")) {
      Instant before;
      try (Database database = Database.open(settings)) {
        before = floor(database, ann);
        execute(database, "UPDATE replay_floor SET " + change);
      }
      try (Database database = Database.open(settings)) {
        assertThat(floor(database, ann)).isAfter(before);
      }
    }
    Instant raised;
    try (Database database = Database.open(settings)) {
      raised = floor(database, ann);
    }
    try (Database database = Database.open(settings)) {
      assertThat(floor(database, ann)).isEqualTo(raised);
    }
  }

  /// What a dump brings back is written by another transaction than the one that it names; what the
  /// database itself does with a row is not.
  @Test
  @Tag("postgres")
  void raisesTheReplayFloorWhereADumpWasPutBack() { // BK-04
    DatabaseSettings.Postgresql settings = PostgresqlServer.freshDatabase();
    Subscriber ann = Subscriber.of("shop", "ann");
    try (Database database = Database.open(settings)) {
      assertThat(floor(database, ann)).isEqualTo(Instant.EPOCH);
    }
    PostgresqlServer.execute(settings, "VACUUM FREEZE dump_mark", "VACUUM FULL dump_mark");
    try (Database database = Database.open(settings)) {
      assertThat(floor(database, ann)).as("nothing was put back").isEqualTo(Instant.EPOCH);
    }
    PostgresqlServer.execute(
        settings,
        "CREATE TABLE dumped AS SELECT * FROM dump_mark",
        "TRUNCATE dump_mark",
        "INSERT INTO dump_mark SELECT * FROM dumped");
    Instant raised;
    try (Database database = Database.open(settings)) {
      raised = floor(database, ann);
      assertThat(raised).as("a dump was put back").isAfter(Instant.EPOCH);
    }
    try (Database database = Database.open(settings)) {
      assertThat(floor(database, ann)).as("once").isEqualTo(raised);
    }

    try (Database copy = Database.open(PostgresqlServer.copyOf(settings))) {
      assertThat(floor(copy, ann)).as("a copy made by the server").isAfter(raised);
    }
  }

  @Test
  @Tag("postgres")
  void asksForNoRightsBeyondTheDatabasesOwners() {
    DatabaseSettings.Postgresql fresh = PostgresqlServer.freshDatabase();
    String name = fresh.url().substring(fresh.url().lastIndexOf('/') + 1);
    PostgresqlServer.execute("CREATE ROLE plain LOGIN");
    PostgresqlServer.execute("ALTER DATABASE " + name + " OWNER TO plain");
    DatabaseSettings settings =
        new DatabaseSettings.Postgresql(fresh.url(), Optional.of("plain"), Optional.empty(), 2);
    try (Database database = Database.open(settings)) {
      assertThat(floor(database, Subscriber.of("shop", "ann"))).isEqualTo(Instant.EPOCH);
    }
  }

  @Test
  @Tag("postgres")
  void answersWithinTwoSecondsWhereEveryConnectionIsInUse() throws Exception { // MN-10
    DatabaseSettings.Postgresql fresh = PostgresqlServer.freshDatabase();
    DatabaseSettings settings =
        new DatabaseSettings.Postgresql(fresh.url(), fresh.user(), Optional.empty(), 2);
    CountDownLatch over = new CountDownLatch(1);
    try (Database database = Database.open(settings);
        ExecutorService holders = Executors.newFixedThreadPool(2)) {
      CountDownLatch held = new CountDownLatch(2);
      for (int i = 0; i < 2; i++) {
        holders.submit(() ->
            database.query(session -> {
              held.countDown();
              try {
                return over.await(20, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }));
      }
      held.await();
      List<Long> millis =
          Race.run(
              500,
              500,
              i -> {
                long start = System.nanoTime();
                assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> floor(database, Subscriber.of("shop", "ann")))
                    .withMessageContaining("no connection left");
                return (System.nanoTime() - start) / 1_000_000;
              });
      over.countDown();
      assertThat(millis).allMatch(took -> took < 2000);
    }
  }

  @Test
  @Tag("postgres")
  void aMigrationGivesWayToWhatIsUnderWay() throws Exception { // MN-09
    DatabaseSettings.Postgresql settings = PostgresqlServer.freshDatabase();
    try (Database database = Database.open(settings)) {
      execute(database, "DROP TABLE passkey, passkey_challenge");
      execute(database, "DELETE FROM flyway_schema_history WHERE version = '600'");
    }
    Future<Database> opening;
    try (ExecutorService threads = Executors.newSingleThreadExecutor();
        Connection holder = DriverManager.getConnection(settings.url(), "postgres", "");
        Connection other = DriverManager.getConnection(settings.url(), "postgres", "")) {
      holder.setAutoCommit(false);
      run(holder, "LOCK TABLE person IN ROW EXCLUSIVE MODE");
      opening = threads.submit(() -> Database.open(settings));
      while (!migrationWaits(other)) {
        Thread.sleep(5);
      }
      // waits behind the migration, which waits for the holder
      other.setAutoCommit(false);
      run(other, "SET lock_timeout = '10s'");
      run(other, "LOCK TABLE person IN ROW EXCLUSIVE MODE");
      assertThat(opening).isNotDone();
      other.rollback();
      holder.rollback();
      opening.get().close();
    }
  }

  private static boolean migrationWaits(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation ="
                    + " 'person'::regclass")) {
      row.next();
      return row.getInt(1) > 0;
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Instant floor(Database database, Subscriber who) {
    return new JdbiEnrolmentRepository(database, database.verifierDialect()).active(who).floor();
  }

  private static void execute(Database database, String sql) {
    database.write(session -> {
      try (Statement statement = session.connection().createStatement()) {
        return statement.executeUpdate(sql);
      }
    });
  }
}
