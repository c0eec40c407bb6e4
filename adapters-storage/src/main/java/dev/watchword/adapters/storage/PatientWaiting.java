package dev.watchword.adapters.storage;

import java.time.Duration;
import org.sqlite.BusyHandler;

/// Waits for another process that is writing: up to 5 seconds, looking again every other
/// millisecond (SECURITY FI-08).
///
/// SQLite's own waiting looks ever more rarely, down to every tenth of a second, and then a busy
/// neighbour that writes without a pause is met in a gap too seldom. One for each connection.
final class PatientWaiting extends BusyHandler {

  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(2);

  private long since;

  @Override
  protected int callback(int times) {
    long now = System.nanoTime();
    if (times == 0) {
      since = now;
    }
    if (now - since > PATIENCE.toNanos()) {
      return 0;
    }
    try {
      Thread.sleep(PAUSE);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
