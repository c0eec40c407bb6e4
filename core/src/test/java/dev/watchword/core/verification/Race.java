package dev.watchword.core.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// Starts many threads at one moment and gathers what each of them got.
public final class Race {

  private Race() {}

  /// Runs `work` with 0 to `times` - 1, by `threads` threads that start together.
  public static <T> List<T> run(int threads, int times, IntFunction<T> work) {
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Callable<List<T>>> runners = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int first = thread;
      runners.add(() -> {
        List<T> results = new ArrayList<>();
        start.await();
        for (int i = first; i < times; i += threads) {
          results.add(work.apply(i));
        }
        return results;
      });
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<T> results = new ArrayList<>();
      for (Future<List<T>> future : pool.invokeAll(runners)) {
        results.addAll(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException e) {
      throw new AssertionError("a runner of the race failed", e.getCause());
    }
  }
}
