package dev.watchword.app;

import dev.watchword.adapters.cli.WatchwordCli;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Runs one command line after the other in one warm process, as `Main` would run each, and says
/// between them how each ended. The process's heap is the limit that it was started with.
public final class HostileRun {

  private static final PrintStream OUT =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  /// What earlier cases left behind is cleared away first where it is more than this.
  private static final long CLEAN_FROM = 48 << 20;

  private HostileRun() {}

  /// @param arguments a file of command lines, one a line, words between tabs
  public static void main(String[] arguments) throws IOException {
    Map<String, String> environment = System.getenv();
    List<MemoryPoolMXBean> old =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().contains("Tenured"))
            .toList();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      if (used(old) > CLEAN_FROM) {
        System.gc();
      }
      old.forEach(MemoryPoolMXBean::resetPeakUsage);
      long before = used(old);
      long start = System.nanoTime();
      String end = run(environment, line.split("\t"));
      long millis = (System.nanoTime() - start) / 1_000_000;
      long peak = old.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
      OUT.println("\u001e" + end + "\t" + millis + "\t" + (peak - before >> 20));
    }
    Runtime.getRuntime().halt(0);
  }

  private static long used(List<MemoryPoolMXBean> pools) {
    return pools.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
  }

  /// Whatever escapes is the finding that this is all about, so here everything is caught.
  private static String run(Map<String, String> environment, String[] words) {
    try (Composition composition = new Composition(environment)) {
      return Integer.toString(new WatchwordCli(environment, composition).run(words));
    } catch (Throwable escaped) {
      return escaped.toString().replaceAll("\\s", " ");
    }
  }
}
