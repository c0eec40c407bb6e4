package dev.watchword.adapters.storage;

import dev.watchword.core.testing.MutableClock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;

class SqliteVerifierStoreTest extends VerifierStoreContracts {

  @TempDir Path folder;

  @Override
  DatabaseVerifierStore open() {
    Path file = folder.resolve("verifier.db");
    return new DatabaseVerifierStore(
        () -> Database.open(new DatabaseSettings.Sqlite(file)), new SqliteHooks());
  }

  private static final class SqliteHooks implements DatabaseVerifierStore.Hooks {

    private final MutableClock clock = MutableClock.at("2026-11-24T10:00:00Z");

    @Override
    public VerifierDialect dialect() {
      return new VerifierDialect.Sqlite(clock);
    }

    @Override
    public Instant now() {
      return clock.instant();
    }

    @Override
    public void advance(Statement statement, Duration by) {
      clock.advance(by);
    }

    @Override
    public void failAudit(Statement statement, boolean yes) throws SQLException {
      statement.execute(
          yes
              ? "CREATE TRIGGER refuse BEFORE INSERT ON audit_waiting"
                  + " BEGIN SELECT RAISE(ABORT, 'refused by the test'); END"
              : "DROP TRIGGER refuse");
    }
  }
}
