package dev.watchword.app;

import dev.watchword.core.vault.StorageException;
import dev.watchword.core.vault.VaultLockedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Runs chores from [#start] to [#close], which lets those that are under way end. There are two
/// threads, so that one that takes minutes keeps the others from nothing; none runs twice at once.
///
/// A chore that fails is logged and runs again at its next time: an unreachable database comes
/// back. Thread-safe.
final class Chores implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Chores.class.getName());
  private static final long END_SECONDS = 10;

  private final List<Chore> all;
  private final Chore last;
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("watchword-chores").factory());

  /// @param last done once, after all others have ended; its pause is none
  Chores(List<Chore> all, Chore last) {
    this.all = List.copyOf(all);
    this.last = last;
  }

  void start() {
    for (Chore chore : all) {
      long pause = chore.pause().toMillis();
      var scheduled =
          threads.scheduleWithFixedDelay(() -> run(chore), pause, pause, TimeUnit.MILLISECONDS);
      if (scheduled.isCancelled()) {
        throw new IllegalStateException("the chores were ended before they began");
      }
    }
  }

  /// An exception that got out would end the chore for good.
  private static void run(Chore chore) {
    try {
      chore.work().run();
    } catch (VaultLockedException locked) {
      LOG.log(Level.DEBUG, "{0}: the vault is locked", chore.name());
    } catch (StorageException e) {
      LOG.log(Level.WARNING, chore.name() + ": " + e.getMessage());
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, chore.name() + " failed, a fault of ours", bug);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        run(last);
      } else {
        LOG.log(Level.WARNING, "a chore did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
