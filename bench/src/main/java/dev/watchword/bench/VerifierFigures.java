package dev.watchword.bench;

import dev.watchword.adapters.storage.Database;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Verifications a second over HTTP, beside the two floors, in turns, in one run: the bare HTTP
/// server that answers a constant, and the bare conditional update through a pool of the same size.
/// Then the latency at half of that load, and the rate among a million subscribers.
///
/// usage: `VerifierFigures (sqlite | postgresql) FOLDER [ROUNDS [ROWS]]`
final class VerifierFigures {

  /// A line for each request would measure the terminal. Held here, as a logger's level goes with
  /// it.
  private static final Logger ACCESS_LOG = Logger.getLogger("dev.watchword.http.access");

  private static final int THREADS = 32;
  private static final int SUBSCRIBERS = 1_000;
  private static final double SECONDS = 4;
  private static final double WARM_UP_SECONDS = 20; // until the compiler has done its work

  private VerifierFigures() {}

  public static void main(String[] arguments) throws Exception {
    boolean postgresql = arguments[0].equals("postgresql");
    Path folder = Files.createTempDirectory(Path.of(arguments[1]), "verifier");
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    long rows = arguments.length > 3 ? Long.parseLong(arguments[3]) : 1_000_000;
    PrintStream out = System.out;
    ACCESS_LOG.setLevel(Level.OFF);
    out.printf(
        "%s, %d connections of clients, medians of %d rounds%n", arguments[0], THREADS, rounds);
    try (BenchStore store = postgresql ? BenchStore.postgresql(folder) : BenchStore.sqlite(folder);
        ServedBench ours = new ServedBench(Database.open(store.settings()), SUBSCRIBERS);
        BareServer http = new BareServer();
        BareUpdate update = new BareUpdate(store)) {
      double rate = compare(ours, http, update, rounds, out);
      halfLoad(ours, rate, out);
      ours.linkAudit();
      out.printf(
          "audit entry, linked: %d bytes each%n",
          store.bytes("audit_entry") / store.number("SELECT count(*) FROM audit_entry"));
      store.fill(rows - SUBSCRIBERS);
      out.printf(
          "subscriber, indexes included: %d bytes each of %d%n",
          store.bytes("enrolment") / rows, store.number("SELECT count(*) FROM enrolment"));
      compare(ours, http, update, 1, out);
      double[] among = new double[rounds];
      for (int i = 0; i < rounds; i++) {
        among[i] = ClosedLoop.run(ours.load(THREADS), THREADS, SECONDS).rate();
        ours.linkAudit();
      }
      out.printf(
          "among %d subscribers: %.0f/s, %.2f times slower than among %d%n",
          rows, median(among), rate / median(among), SUBSCRIBERS);
    }
  }

  private static double compare(
      ServedBench ours, BareServer http, BareUpdate update, int rounds, PrintStream out)
      throws Exception {
    for (var each : List.of(http.load(), update.load(THREADS), ours.load(THREADS))) {
      ClosedLoop.run(each, THREADS, WARM_UP_SECONDS);
    }
    double[][] rates = new double[3][rounds];
    double[] ratios = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      rates[0][round] = ClosedLoop.run(http.load(), THREADS, SECONDS).rate();
      rates[1][round] = ClosedLoop.run(update.load(THREADS), THREADS, SECONDS).rate();
      rates[2][round] = ClosedLoop.run(ours.load(THREADS), THREADS, SECONDS).rate();
      ours.linkAudit();
      ratios[round] = rates[2][round] / Math.min(rates[0][round], rates[1][round]);
    }
    out.printf(
        "HTTP floor %.0f/s, update floor %.0f/s, verify %.0f/s: %.2f of the lower floor"
            + " (rounds %s), wanted 0.60%n",
        median(rates[0]),
        median(rates[1]),
        median(rates[2]),
        median(ratios),
        Arrays.toString(Arrays.stream(ratios).map(r -> Math.round(r * 100) / 100.0).toArray()));
    return median(rates[2]);
  }

  private static void halfLoad(ServedBench ours, double rate, PrintStream out) throws Exception {
    ClosedLoop.Result result = ClosedLoop.run(ours.load(THREADS), THREADS, 2 * SECONDS, rate / 2);
    out.printf(
        "at half load (%.0f/s): p50 %.2f ms, p99 %.2f ms, %.1f times; wanted 5 at the most%n",
        result.rate(), result.millis(50), result.millis(99), result.millis(99) / result.millis(50));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
