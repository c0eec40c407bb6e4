package dev.watchword.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs [OtpVerification] in rounds, each contestant once in each round and in a JVM of its own,
/// and prints medians of processor time.
final class VerifyComparison {

  private static final List<String> CONTESTANTS =
      List.of("ours", "googleAuth", "samStevens", "otpJava", "javaOtp");

  private VerifyComparison() {}

  /// @param arguments the number of rounds; without it, 3
  public static void main(String[] arguments) throws RunnerException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
    Map<String, double[]> nanos = new LinkedHashMap<>();
    CONTESTANTS.forEach(name -> nanos.put(name, new double[rounds]));
    for (int round = 0; round < rounds; round++) {
      List<String> order = new ArrayList<>(CONTESTANTS);
      for (String name : round % 2 == 0 ? order : order.reversed()) {
        Objects.requireNonNull(nanos.get(name))[round] = measure(name);
      }
    }
    System.out.printf("verify, window 1, in memory, %d rounds, processor time%n", rounds);
    double ours = median(Objects.requireNonNull(nanos.get("ours")));
    nanos.forEach((name, each) ->
        System.out.printf(
            "%-12s %6.0f ns, ours is %.2f times as fast%n",
            name, median(each), median(each) / ours));
  }

  private static double measure(String name) throws RunnerException {
    RunResult result =
        new Runner(
                new OptionsBuilder()
                    .include(
                        "^"
                            + OtpVerification.class.getName().replace(".", "\\.")
                            + "\\."
                            + name
                            + "$")
                    .forks(1)
                    .threads(1)
                    .jvmArgsAppend("-Xbatch", "-XX:+UseSerialGC")
                    .addProfiler(CpuTimeProfiler.class)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.milliseconds(700))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.milliseconds(300))
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .runSingle();
    return result.getSecondaryResults().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(CpuTimeProfiler.NANOS))
        .mapToDouble(entry -> entry.getValue().getScore())
        .findFirst()
        .orElseThrow();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
