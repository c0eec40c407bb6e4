package dev.watchword.adapters.http;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The streams of events that are open: so many a person and in all, and ended together when the
/// server stops. Thread-safe.
final class EventStreams {

  static final int PER_PERSON = 8;
  private static final int IN_ALL = 1_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition end = lock.newCondition();
  private final Map<Object, Integer> open = new HashMap<>();
  private int all;
  private boolean ended;

  /// Takes a place, to be given back by [#leave].
  ///
  /// @throws ProblemException when there is none
  void enter(Object person) {
    lock.lock();
    try {
      if (open.getOrDefault(person, 0) >= PER_PERSON) {
        throw new Problem(
                429,
                "too-many-streams",
                "Too many streams of events",
                "Close another page of Watchword first.")
            .withHeader("Retry-After", "30")
            .asException();
      }
      if (ended || all >= IN_ALL) {
        throw Problem.busy("Too many streams of events are open.").asException();
      }
      open.merge(person, 1, Integer::sum);
      all++;
    } finally {
      lock.unlock();
    }
  }

  void leave(Object person) {
    lock.lock();
    try {
      open.computeIfPresent(person, (same, count) -> count == 1 ? null : count - 1);
      all--;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a while, or until all are to end.
  ///
  /// @return whether to go on
  boolean pause(long millis) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!ended && left > 0) {
        left = end.awaitNanos(left);
      }
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  /// How many are open.
  int count() {
    lock.lock();
    try {
      return all;
    } finally {
      lock.unlock();
    }
  }

  /// Ends all of them, and takes no more.
  void endAll() {
    lock.lock();
    try {
      ended = true;
      end.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
