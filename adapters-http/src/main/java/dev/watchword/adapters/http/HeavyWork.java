package dev.watchword.adapters.http;

import dev.watchword.core.people.PasswordHashing;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Does what keeps a processor busy on platform threads of its own. Requests run on virtual
/// threads, of which only as many are at work as there are processors, and one that computes gives
/// way to no other (JEP 444): a few passwords or pictures at once would hold up everybody else
/// (SECURITY SE-12, UP-10).
///
/// There is one of each kind for the process, since its memory and processors are what they bound.
/// Thread-safe.
final class HeavyWork {

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /// Passwords: 19 MiB each.
  static final HeavyWork PASSWORDS =
      new HeavyWork("passwords", PasswordHashing.AT_ONCE, PasswordHashing.QUEUE);

  /// Pictures: a hundred megabytes and more each.
  static final HeavyWork PICTURES = new HeavyWork("pictures", Math.clamp(PROCESSORS, 2, 4), 32);

  /// What derives keys from passphrases and seals or opens whole files and logs.
  static final HeavyWork KEYS = new HeavyWork("keys", 2, 16);

  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads;

  /// @param atOnce how many are worked on
  /// @param waiting how many more may wait
  HeavyWork(String name, int atOnce, int waiting) {
    threads =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            Thread.ofPlatform().name("heavy-" + name + "-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /// Waits for it to be done, and throws what it throws.
  ///
  /// @throws ProblemException when too many wait already; nothing was done then
  <T> T run(Supplier<T> work) {
    Future<T> future;
    try {
      future = threads.submit(work::get);
    } catch (RejectedExecutionException tooMany) {
      throw Problem.busy("Too many ask for the same at once; try again shortly.").asException();
    }
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw Problem.busy().closing().asException();
    } catch (ExecutionException e) {
      throw unchecked(e);
    }
  }

  private static RuntimeException unchecked(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException thrown -> thrown;
      case Error fault -> throw fault;
      case null, default ->
          new IllegalStateException("work without checked exceptions threw one", e);
    };
  }
}
