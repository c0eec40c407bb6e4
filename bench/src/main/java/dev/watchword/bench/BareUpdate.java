package dev.watchword.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import javax.sql.DataSource;

/// The floor: `UPDATE … SET step = ? WHERE id = ? AND step < ?`, one row, its own transaction, from
/// a pool, prepared each time, nothing else.
final class BareUpdate implements VerifierRates.Load {

  private static final String ADVANCE = "UPDATE bench_floor SET step = ? WHERE id = ? AND step < ?";

  private final DataSource pool;
  private final int rows;
  private final int threads;
  private final AtomicLongArray steps;

  BareUpdate(DataSource pool, int rows, int threads) throws SQLException {
    this.pool = pool;
    this.rows = rows;
    this.threads = threads;
    this.steps = new AtomicLongArray(rows);
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS bench_floor");
      statement.execute("CREATE TABLE bench_floor (id BIGINT PRIMARY KEY, step BIGINT NOT NULL)");
      for (int i = 0; i < rows; i++) {
        statement.addBatch("INSERT INTO bench_floor VALUES (" + i + ", 0)");
      }
      statement.executeBatch();
    }
  }

  @Override
  public long runUntil(int thread, long end, List<Long> nanos) throws SQLException {
    long done = 0;
    while (true) {
      for (int i = thread; i < rows; i += threads) {
        long start = System.nanoTime();
        if (start >= end) {
          return done;
        }
        long step = steps.incrementAndGet(i);
        try (Connection connection = pool.getConnection();
            PreparedStatement advance = connection.prepareStatement(ADVANCE)) {
          advance.setLong(1, step);
          advance.setLong(2, i);
          advance.setLong(3, step);
          if (advance.executeUpdate() != 1) {
            throw new IllegalStateException("the floor lost an update");
          }
        }
        nanos.add(System.nanoTime() - start);
        done++;
      }
    }
  }
}
