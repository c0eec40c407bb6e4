package dev.watchword.adapters.storage;

import org.junit.jupiter.api.Tag;

/// What [Database] makes of several calls in one transaction, on PostgreSQL.
@Tag("postgres")
class PostgresqlDatabaseTest extends DatabaseTest {

  @Override
  Database opened() {
    return Database.open(PostgresqlServer.freshDatabase());
  }
}
