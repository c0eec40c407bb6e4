import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/// A reader as a child process: a path a line on standard input, a JSON object a line on standard output.
///
/// Two CPU times are told: `cpu` is that of the Java threads between the line's arrival and its answer, `process` that
/// of the whole process, compiler and collector included.
final class Harness {

  /// What a reader says of one picture.
  ///
  /// @param payloads the texts or bytes read
  /// @param diagnoses stable names of what stood in the way, the most telling first
  record Answer(List<byte[]> payloads, List<String> diagnoses) {
    static Answer of(List<byte[]> payloads) {
      return new Answer(payloads, List.of());
    }
  }

  @FunctionalInterface
  interface Reader {
    Answer read(Path picture) throws Exception;
  }

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final MethodHandle CLOCK =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("clock_gettime"),
              FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  private static final MemorySegment TIME = Arena.global().allocate(16);
  private static final int CLOCK_PROCESS_CPUTIME_ID = 2;

  private Harness() {}

  static void serve(Reader reader) throws IOException {
    PrintStream out = System.out;
    System.setOut(System.err);
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      long began = System.nanoTime();
      long cpu = cpuNanos();
      long process = processNanos();
      Answer answer;
      String error = "";
      try {
        answer = reader.read(Path.of(line));
      } catch (Exception | StackOverflowError | OutOfMemoryError problem) {
        answer = Answer.of(List.of());
        error = problem.toString();
      }
      double cpuMillis = (cpuNanos() - cpu) / 1e6;
      double processMillis = (processNanos() - process) / 1e6;
      double wallMillis = (System.nanoTime() - began) / 1e6;
      out.println(
          "{\"payloads\":[%s],\"diagnoses\":[%s],\"error\":\"%s\",\"cpu\":%.3f,\"process\":%.3f,\"wall\":%.3f}"
              .formatted(
                  answer.payloads().stream().map(p -> quote(Base64.getEncoder().encodeToString(p))).collect(Collectors.joining(",")),
                  answer.diagnoses().stream().map(Harness::quote).collect(Collectors.joining(",")),
                  error.replaceAll("[^ -~]|[\"\\\\]", " "),
                  cpuMillis,
                  processMillis,
                  wallMillis));
      out.flush();
    }
  }

  private static String quote(String plain) {
    return "\"" + plain + "\"";
  }

  private static long processNanos() {
    try {
      int failed = (int) CLOCK.invokeExact(CLOCK_PROCESS_CPUTIME_ID, TIME);
      if (failed != 0) {
        throw new IllegalStateException("clock_gettime");
      }
    } catch (RuntimeException problem) {
      throw problem;
    } catch (Throwable problem) {
      throw new IllegalStateException(problem);
    }
    return TIME.get(ValueLayout.JAVA_LONG, 0) * 1_000_000_000 + TIME.get(ValueLayout.JAVA_LONG, 8);
  }

  private static long cpuNanos() {
    long sum = 0;
    for (long id : THREADS.getAllThreadIds()) {
      sum += Math.max(0, THREADS.getThreadCpuTime(id));
    }
    return sum;
  }
}
