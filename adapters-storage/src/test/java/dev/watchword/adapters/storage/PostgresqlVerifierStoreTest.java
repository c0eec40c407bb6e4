package dev.watchword.adapters.storage;

import dev.watchword.core.verification.VerifierContract;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
class PostgresqlVerifierStoreTest extends VerifierStoreContracts {

  @Override
  DatabaseVerifierStore open() {
    DatabaseSettings.Postgresql fresh = PostgresqlServer.freshDatabase();
    DatabaseSettings settings =
        new DatabaseSettings.Postgresql(
            fresh.url(), fresh.user(), fresh.passwordFile(), VerifierContract.THREADS);
    DatabaseVerifierStore store =
        new DatabaseVerifierStore(() -> Database.open(settings), new PostgresqlHooks());
    store.advance(Duration.ZERO);
    return store;
  }

  /// Puts a standing clock in the place of the database's own.
  private static final class PostgresqlHooks implements DatabaseVerifierStore.Hooks {

    private volatile Instant now = Instant.parse("2026-11-24T10:00:00Z");

    @Override
    public VerifierDialect dialect() {
      return new VerifierDialect.Postgresql();
    }

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void advance(Statement statement, Duration by) throws SQLException {
      now = now.plus(by);
      statement.execute(
          "CREATE OR REPLACE FUNCTION watchword_now() RETURNS BIGINT LANGUAGE sql VOLATILE AS"
              + " 'SELECT %d::BIGINT'".formatted(now.toEpochMilli()));
    }

    @Override
    public void failAudit(Statement statement, boolean yes) throws SQLException {
      statement.execute(
          yes
              ? "ALTER TABLE audit_waiting ADD CONSTRAINT refuse CHECK (false) NOT VALID"
              : "ALTER TABLE audit_waiting DROP CONSTRAINT refuse");
    }
  }
}
