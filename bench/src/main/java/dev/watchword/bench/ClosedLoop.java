package dev.watchword.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// Threads that each do one thing after the other for a while: as fast as they can, or at a pace.
final class ClosedLoop {

  private ClosedLoop() {}

  /// What one thread does again and again.
  @FunctionalInterface
  interface Step {
    void once() throws Exception;
  }

  /// Makes a thread's step.
  @FunctionalInterface
  interface Load {
    Step of(int thread) throws Exception;
  }

  /// What came of a run.
  ///
  /// @param rate steps a second
  /// @param nanos how long each took, in ascending order
  record Result(double rate, long[] nanos) {

    double millis(double percentile) {
      return nanos.length == 0 ? 0 : nanos[(int) ((nanos.length - 1) * percentile / 100)] / 1e6;
    }
  }

  static Result run(Load load, int threads, double seconds) throws Exception {
    return run(load, threads, seconds, 0);
  }

  /// @param perSecond of all threads together; 0 for as fast as they can. At a pace, a step's time
  ///   counts from when it was due, so that one slow step makes those behind it late
  static Result run(Load load, int threads, double seconds, double perSecond) throws Exception {
    List<Callable<long[]>> runners = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      steps.add(load.of(thread));
    }
    long start = System.nanoTime() + 20_000_000;
    long end = start + (long) (seconds * 1e9);
    long pause = perSecond == 0 ? 0 : (long) (threads * 1e9 / perSecond);
    for (int thread = 0; thread < threads; thread++) {
      Step step = steps.get(thread);
      long first = start + pause * thread / threads;
      runners.add(() -> repeat(step, first, end, pause));
    }
    List<long[]> each = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (Future<long[]> future : executor.invokeAll(runners)) {
        each.add(future.get());
      }
    }
    double took = (System.nanoTime() - start) / 1e9;
    long[] all = each.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return new Result(all.length / took, all);
  }

  private static long[] repeat(Step step, long first, long end, long pause) throws Exception {
    long[] nanos = new long[1024];
    int done = 0;
    long due = first;
    while (true) {
      long now = System.nanoTime();
      if (now >= end || due >= end) {
        return Arrays.copyOf(nanos, done);
      }
      if (now < due) {
        LockSupport.parkNanos(due - now);
        continue;
      }
      step.once();
      long ended = System.nanoTime();
      if (done == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * done);
      }
      nanos[done++] = ended - (pause == 0 ? now : due);
      due += pause;
    }
  }
}
