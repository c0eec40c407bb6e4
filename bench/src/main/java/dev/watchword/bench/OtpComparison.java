package dev.watchword.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs [OtpGeneration] in rounds, each contestant once in each round and in a JVM of its own, so
/// that noise of the machine falls on all of them, and prints medians of the rounds.
final class OtpComparison {

  private static final Map<String, String> CONTESTANTS = contestants();
  private static final String PEER = "javaOtp";
  private static final double WANTED = 2.0;

  private OtpComparison() {}

  private static Map<String, String> contestants() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("floor", "floor: two SHA-1 compressions");
    names.put("oursBare", "watchword, step -> code");
    names.put("ours", "watchword, instant -> code + validity");
    names.put("oursKeyedEachTime", "watchword, keyed anew for each code");
    names.put("javaOtp", "java-otp 0.4.0");
    names.put("googleAuth", "googleauth 1.5.0");
    names.put("samStevens", "samstevens totp 1.7.1");
    names.put("otpJava", "otp-java 2.1.0");
    return names;
  }

  /// @param arguments the number of rounds, 1 to 99; without it, 5
  public static void main(String[] arguments) throws RunnerException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    if (rounds < 1 || rounds > 99) {
      throw new IllegalArgumentException("rounds: 1 to 99, got " + rounds);
    }
    Map<String, double[]> rates = new LinkedHashMap<>();
    CONTESTANTS.keySet().forEach(name -> rates.put(name, new double[rounds]));
    for (int round = 0; round < rounds; round++) {
      System.err.printf("round %d of %d%n", round + 1, rounds);
      // every other round backwards, so that nobody always runs after the same neighbour
      List<String> order = new ArrayList<>(CONTESTANTS.keySet());
      for (String name : round % 2 == 0 ? order : order.reversed()) {
        Objects.requireNonNull(rates.get(name))[round] = measure(name);
      }
    }
    print(rates, rounds, System.out);
  }

  /// Calls in a microsecond of processor time.
  private static double measure(String name) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include("^" + OtpGeneration.class.getName().replace(".", "\\.") + "\\." + name + "$")
            .forks(1)
            .threads(1)
            // the compilers of a busy machine lag behind: let the caller wait for them
            .jvmArgsAppend("-Xbatch", "-XX:+UseSerialGC")
            .addProfiler(CpuTimeProfiler.class)
            .warmupIterations(3)
            .warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(5)
            .measurementTime(TimeValue.milliseconds(300))
            .verbosity(VerboseMode.SILENT)
            .build();
    RunResult result = new Runner(options).runSingle();
    double nanos =
        result.getSecondaryResults().entrySet().stream()
            .filter(entry -> entry.getKey().endsWith(CpuTimeProfiler.NANOS))
            .mapToDouble(entry -> entry.getValue().getScore())
            .findFirst()
            .orElseThrow();
    return 1000 / nanos;
  }

  private static void print(Map<String, double[]> rates, int rounds, PrintStream out) {
    out.printf("TOTP, SHA-1, 6 digits, 1 thread, %d rounds, processor time, medians%n", rounds);
    out.printf(
        "%-40s %12s %10s %12s %10s%n", "", "codes/cpu-us", "ns/code", "x java-otp", "x floor");
    rates.forEach((name, own) -> {
      double rate = median(own);
      out.printf(
          "%-40s %12.3f %10.0f %12.2f %10.2f%n",
          CONTESTANTS.get(name),
          rate,
          1000 / rate,
          ratio(own, Objects.requireNonNull(rates.get(PEER))),
          ratio(own, Objects.requireNonNull(rates.get("floor"))));
    });
    double[] perRound =
        ratios(Objects.requireNonNull(rates.get("ours")), Objects.requireNonNull(rates.get(PEER)));
    double figure = median(perRound);
    out.printf(
        "watchword / java-otp: %.2f (rounds %.2f to %.2f), wanted %.1f: %s%n",
        figure,
        Arrays.stream(perRound).min().orElseThrow(),
        Arrays.stream(perRound).max().orElseThrow(),
        WANTED,
        figure >= WANTED ? "met" : "MISSED");
  }

  private static double ratio(double[] own, double[] other) {
    return median(ratios(own, other));
  }

  /// The two rates of each round against each other, so that a slow minute hits both.
  private static double[] ratios(double[] own, double[] other) {
    double[] ratios = new double[own.length];
    Arrays.setAll(ratios, i -> own[i] / other[i]);
    return ratios;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
