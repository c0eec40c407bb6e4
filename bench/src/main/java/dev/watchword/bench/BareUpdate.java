package dev.watchword.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLongArray;

/// The database's floor: `UPDATE … SET step = ? WHERE id = ? AND step < ?`, one row, its own
/// transaction, from a pool of the same size, in the same database, nothing else.
final class BareUpdate implements AutoCloseable {

  private static final int ROWS = 8_000;
  private static final String ADVANCE = "UPDATE bench_floor SET step = ? WHERE id = ? AND step < ?";

  private final HikariDataSource pool;
  private final AtomicLongArray steps = new AtomicLongArray(ROWS);

  BareUpdate(BenchStore store) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setMaximumPoolSize(store.connections());
    config.setJdbcUrl(store.jdbcUrl());
    if (store.postgresql()) {
      config.setUsername("postgres");
    } else {
      config.setConnectionInitSql("PRAGMA busy_timeout = 5000");
      config.addDataSourceProperty("journal_mode", "WAL");
      config.addDataSourceProperty("synchronous", "FULL");
    }
    this.pool = new HikariDataSource(config);
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS bench_floor");
      statement.execute("CREATE TABLE bench_floor (id BIGINT PRIMARY KEY, step BIGINT NOT NULL)");
      connection.setAutoCommit(false);
      for (int i = 0; i < ROWS; i++) {
        statement.addBatch("INSERT INTO bench_floor VALUES (" + i + ", 0)");
      }
      statement.executeBatch();
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  ClosedLoop.Load load(int threads) {
    return thread -> {
      int[] row = {thread};
      return () -> {
        row[0] = row[0] + threads < ROWS ? row[0] + threads : thread;
        long step = steps.incrementAndGet(row[0]);
        try (Connection connection = pool.getConnection();
            PreparedStatement advance = connection.prepareStatement(ADVANCE)) {
          advance.setLong(1, step);
          advance.setLong(2, row[0]);
          advance.setLong(3, step);
          if (advance.executeUpdate() != 1) {
            throw new IllegalStateException("the floor lost an update");
          }
        }
      };
    };
  }

  @Override
  public void close() {
    pool.close();
  }
}
