package dev.watchword.app;

import dev.watchword.adapters.cli.WatchwordCli;
import java.util.Map;

/// The program's entry point.
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    silenceLibraries();
    Map<String, String> environment = System.getenv();
    int exit;
    try (Composition composition = new Composition(environment)) {
      exit = new WatchwordCli(environment, composition).run(arguments);
    }
    // not System.exit: since Java 21 that wakes the logging system up first, for 20 ms
    Runtime.getRuntime().halt(exit);
  }

  /// Some libraries log by SLF4J, which would look through every jar for a provider and complain
  /// that there is none.
  static void silenceLibraries() {
    System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
    System.setProperty("slf4j.internal.verbosity", "WARN");
    // one event, one line (SECURITY LO-02); the access log brings its own time, in UTC
    System.setProperty("java.util.logging.SimpleFormatter.format", "%4$s %5$s%6$s%n");
  }
}
