package dev.watchword.app.nodes;

import dev.watchword.app.nodes.Trend.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a server process holds: read again and again while it works. For one thread.
final class NodeGauges {

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
  private static final Pattern USED = Pattern.compile("used (\\d+)K \\[");

  final List<Reading> liveHeap = new ArrayList<>();
  final List<Reading> resident = new ArrayList<>();
  final List<Reading> threads = new ArrayList<>();
  final List<Reading> files = new ArrayList<>();
  private final long pid;
  private final long start = System.nanoTime();

  NodeGauges(long pid) {
    this.pid = pid;
  }

  /// Looks from outside.
  void read() throws IOException {
    String status = Files.readString(Path.of("/proc/" + pid + "/status"));
    resident.add(reading(number(RESIDENT, status) / 1024));
    threads.add(reading(number(THREADS, status)));
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      files.add(reading(open.count()));
    }
  }

  /// Has it clear up, and reads what is left, in megabytes: what is really held on to.
  void readLiveHeap() throws IOException, InterruptedException {
    jcmd("GC.run");
    Matcher used = USED.matcher(jcmd("GC.heap_info"));
    double kilobytes = 0;
    while (used.find()) {
      kilobytes += Double.parseDouble(used.group(1));
    }
    if (kilobytes == 0) {
      throw new IllegalStateException("nothing is said of the heap");
    }
    liveHeap.add(reading(kilobytes / 1024));
  }

  private String jcmd(String what) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                what)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
    return said;
  }

  private Reading reading(double value) {
    return new Reading((System.nanoTime() - start) / 1e9, value);
  }

  private static double number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("not found: " + pattern);
    }
    return Double.parseDouble(found.group(1));
  }

  /// Without the first third, in which a program still warms up.
  static Trend trend(List<Reading> readings) {
    return Trend.of(readings.subList(readings.size() / 3, readings.size()));
  }
}
