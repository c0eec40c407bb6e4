package dev.watchword.adapters.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Whether the server is about to stop, and what has to end for that: streams of events, which
/// would go on for as long as their clients like. Thread-safe.
final class Stopping {

  private final AtomicBoolean begun = new AtomicBoolean();
  private final Set<Runnable> ends = ConcurrentHashMap.newKeySet();

  /// Whether no more work should be sent here.
  boolean begun() {
    return begun.get();
  }

  /// Has something ended when the server stops; at once when it does already.
  ///
  /// @param end called at most once, on another thread; it throws nothing
  /// @return takes it back
  Runnable onStop(Runnable end) {
    AtomicBoolean done = new AtomicBoolean();
    Runnable once =
        () -> {
          if (done.compareAndSet(false, true)) {
            end.run();
          }
        };
    ends.add(once);
    if (begun()) {
      once.run();
    }
    return () -> ends.remove(once);
  }

  void begin() {
    if (begun.compareAndSet(false, true)) {
      ends.forEach(Runnable::run);
    }
  }
}
