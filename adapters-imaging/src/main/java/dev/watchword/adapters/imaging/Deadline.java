package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.Diagnosis;
import java.time.Duration;

/// The end of the time that one decode may take (SECURITY UP-03); an interrupt of the calling
/// thread ends it at once.
///
/// Every loop over pixels, scans, candidates or pages asks it. Thread-safe.
final class Deadline {

  private final long endNanos;
  private final Thread caller;
  private volatile boolean stopped;

  private Deadline(long endNanos) {
    this.endNanos = endNanos;
    this.caller = Thread.currentThread();
  }

  /// A deadline that passes `time` from now, or when the thread that makes it is interrupted.
  static Deadline in(Duration time) {
    long nanos =
        time.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1).toNanos() : time.toNanos();
    return new Deadline(System.nanoTime() + nanos);
  }

  /// Whether the time is over.
  boolean passed() {
    return stopped || System.nanoTime() - endNanos >= 0 || caller.isInterrupted();
  }

  /// Ends the time at once, for the work of other threads too.
  void stop() {
    stopped = true;
  }

  /// Refuses to go on when the time is over.
  void check() throws RefusedPicture {
    if (passed()) {
      throw new RefusedPicture(new Diagnosis.OutOfTime());
    }
  }

  long remainingNanos() {
    return Math.max(0, endNanos - System.nanoTime());
  }
}
