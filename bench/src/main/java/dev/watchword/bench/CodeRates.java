package dev.watchword.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Codes a second from a server that runs, beside a bare HTTP server that answers a constant, in
/// turns.
///
/// usage: `CodeRates FLOOR_PORT PORT TOKEN_FILE PATH ROUNDS`
final class CodeRates {

  private static final int THREADS = 32;
  private static final double SECONDS = 4;
  private static final double WARM_UP_SECONDS = 15;

  private CodeRates() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[4]);
    String token = Files.readString(Path.of(arguments[2])).strip();
    ClosedLoop.Load floor = load(Integer.parseInt(arguments[0]), "/", "");
    ClosedLoop.Load ours = load(Integer.parseInt(arguments[1]), arguments[3], token);
    ClosedLoop.run(floor, THREADS, WARM_UP_SECONDS);
    ClosedLoop.run(ours, THREADS, WARM_UP_SECONDS);
    double[] floors = new double[rounds];
    double[] rates = new double[rounds];
    double[] ratios = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      floors[i] = ClosedLoop.run(floor, THREADS, SECONDS).rate();
      rates[i] = ClosedLoop.run(ours, THREADS, SECONDS).rate();
      ratios[i] = rates[i] / floors[i];
    }
    PrintStream out = System.out;
    out.printf(
        "GET …/code: floor %.0f/s, ours %.0f/s: %.2f of the floor (rounds %.2f to %.2f); wanted"
            + " 0.60%n",
        median(floors), median(rates), median(ratios), ratios[0], ratios[rounds - 1]);
  }

  private static ClosedLoop.Load load(int port, String path, String token) {
    return thread -> {
      LoopbackHttp http = new LoopbackHttp(port);
      byte[] request = LoopbackHttp.request("GET", path, port, token, "");
      return () -> {
        int status = http.exchange(request);
        if (status != 200) {
          throw new IllegalStateException("answered by " + status);
        }
      };
    };
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
