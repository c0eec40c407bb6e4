package dev.watchword.bench;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.DatabaseSettings;
import dev.watchword.adapters.storage.StorageModule;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.LinkAudit;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Verifications a second against a database, beside the floor: the bare conditional update of one
/// row by its primary key, through a pool of the same size, in the same database, in turns.
///
/// usage: `VerifierRates (FILE | jdbc:postgresql://…) THREADS ROWS ROUNDS`; ROWS is how many
/// subscribers the table holds in all.
final class VerifierRates {

  private static final int SUBSCRIBERS = 960;
  private static final long SLICE_NANOS = 4_000_000_000L;

  private VerifierRates() {}

  /// One thread's share of a load; says how many operations it did before `end`.
  interface Load {
    long runUntil(int thread, long end, List<Long> nanos) throws SQLException;
  }

  public static void main(String[] arguments) throws Exception {
    String where = arguments[0];
    int threads = Integer.parseInt(arguments[1]);
    long rows = Long.parseLong(arguments[2]);
    int rounds = Integer.parseInt(arguments[3]);
    boolean postgresql = where.startsWith("jdbc:");
    DatabaseSettings settings =
        postgresql
            ? new DatabaseSettings.Postgresql(
                where, Optional.of("postgres"), Optional.empty(), threads)
            : new DatabaseSettings.Sqlite(Path.of(where));
    try (Database database = Database.open(settings);
        HikariDataSource pool = pool(where, postgresql ? threads : 1)) {
      Injector stores = Guice.createInjector(new StorageModule(database));
      VerifierLoad verify = new VerifierLoad(stores, SUBSCRIBERS, threads);
      BareUpdate floor = new BareUpdate(pool, SUBSCRIBERS, threads);
      VerifierFiller.fill(pool, postgresql, rows - SUBSCRIBERS);
      compare(verify, floor, threads, rounds, System.out);
      new LinkAudit(stores.getInstance(AuditLog.class), verify.trail()).link();
      VerifierFiller.printSizes(pool, postgresql, System.out);
    }
  }

  private static HikariDataSource pool(String where, int size) {
    HikariConfig config = new HikariConfig();
    config.setMaximumPoolSize(size);
    if (where.startsWith("jdbc:")) {
      config.setJdbcUrl(where);
      config.setUsername("postgres");
    } else {
      config.setJdbcUrl("jdbc:sqlite:" + where);
      config.setConnectionInitSql("PRAGMA busy_timeout = 5000");
      config.addDataSourceProperty("journal_mode", "WAL");
      config.addDataSourceProperty("synchronous", "FULL");
    }
    return new HikariDataSource(config);
  }

  private static void compare(Load verify, Load floor, int threads, int rounds, PrintStream out)
      throws Exception {
    run(verify, threads, SLICE_NANOS, new ArrayList<>());
    run(floor, threads, SLICE_NANOS, new ArrayList<>());
    double[] ratios = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      List<Long> floorNanos = new ArrayList<>();
      List<Long> verifyNanos = new ArrayList<>();
      double floorRate = run(floor, threads, SLICE_NANOS, floorNanos);
      double verifyRate = run(verify, threads, SLICE_NANOS, verifyNanos);
      ratios[round] = verifyRate / floorRate;
      out.printf(
          "round %d: floor %.0f/s (p50 %.2f ms, p99 %.2f), verify %.0f/s (p50 %.2f ms, p99 %.2f),"
              + " ratio %.2f%n",
          round + 1,
          floorRate,
          percentile(floorNanos, 50),
          percentile(floorNanos, 99),
          verifyRate,
          percentile(verifyNanos, 50),
          percentile(verifyNanos, 99),
          ratios[round]);
    }
    Arrays.sort(ratios);
    out.printf("verify / floor, median of %d rounds: %.2f%n", rounds, ratios[rounds / 2]);
  }

  private static double run(Load load, int threads, long nanos, List<Long> latencies)
      throws Exception {
    long start = System.nanoTime();
    List<Callable<Long>> runners = new ArrayList<>();
    List<List<Long>> each = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int number = thread;
      List<Long> own = new ArrayList<>();
      each.add(own);
      runners.add(() -> load.runUntil(number, start + nanos, own));
    }
    long done = 0;
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (Future<Long> future : executor.invokeAll(runners)) {
        done += future.get();
      }
    }
    each.forEach(latencies::addAll);
    return done * 1e9 / (System.nanoTime() - start);
  }

  private static double percentile(List<Long> nanos, int percent) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * percent / 100] / 1e6;
  }

  /// One number out of the database.
  static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
