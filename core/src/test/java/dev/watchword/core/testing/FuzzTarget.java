package dev.watchword.core.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/// Runs one fuzz target in a process of its own, as Jazzer wants it, without a build around it: for
/// `bench/fuzz-all` (SECURITY AS-01).
public final class FuzzTarget {

  private FuzzTarget() {}

  /// Ends with 0 where the target was run and nothing was found, else with 1.
  ///
  /// @param args the class and its method, as `dev.watchword.SomeFuzzTest#target`
  public static void main(String[] args) {
    var listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(args[0] + "(byte[])"))
                .build(),
            listener);
    TestExecutionSummary summary = listener.getSummary();
    summary.printFailuresTo(new PrintWriter(System.err, true), 40);
    boolean passed = summary.getTotalFailureCount() == 0 && summary.getTestsSucceededCount() > 0;
    System.exit(passed ? 0 : 1);
  }
}
