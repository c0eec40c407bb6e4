package dev.watchword.adapters.storage;

import dev.watchword.core.vault.OutcomeUnknownException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes the small writes of many threads in few transactions, so that they share one sync of the
/// disk and one round trip.
///
/// Whoever comes while nobody writes does so at once, with all that waits behind; the others wait
/// for theirs to be done. Each write is answered when it is durable, as if it had been alone: one
/// that finds no row changes nothing and disturbs nobody, and where a statement fails by its own
/// fault the writes are made again one by one. Thread-safe.
final class GroupedWrites {

  private static final int MOST = 64;

  /// Makes writes in one transaction.
  interface Sink {

    /// @return for each write whether its row was there
    boolean[] write(List<AuditedWrite> writes);

    /// How many transactions are worth making at once.
    int most();

    /// What has to be the same for writes to share a transaction.
    String kind(AuditedWrite write);
  }

  private final Sink sink;
  private final Semaphore leaders;
  private final ConcurrentLinkedQueue<Item> waiting = new ConcurrentLinkedQueue<>();

  GroupedWrites(Sink sink) {
    this.sink = sink;
    this.leaders = new Semaphore(sink.most());
  }

  private static final class Item {
    final AuditedWrite write;
    final Thread thread = Thread.currentThread();
    volatile boolean done;
    boolean changed;
    @Nullable RuntimeException failure;

    Item(AuditedWrite write) {
      this.write = write;
    }

    void answer(boolean found, @Nullable RuntimeException failed) {
      changed = found;
      failure = failed;
      done = true;
      LockSupport.unpark(thread);
    }
  }

  /// @return whether the write's row was there
  boolean write(AuditedWrite write) {
    Item own = new Item(write);
    waiting.add(own);
    boolean interrupted = false;
    while (!own.done) {
      if (leaders.tryAcquire()) {
        try {
          lead();
        } finally {
          leaders.release();
          wakeNext();
        }
      } else {
        LockSupport.park(this);
        interrupted |= Thread.interrupted(); // a write under way can't be called back
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (own.failure != null) {
      throw own.failure;
    }
    return own.changed;
  }

  private void wakeNext() {
    Item next = waiting.peek();
    if (next != null) {
      LockSupport.unpark(next.thread);
    }
  }

  private void lead() {
    List<Item> group = new ArrayList<>();
    for (Item item = waiting.poll(); item != null; item = waiting.poll()) {
      group.add(item);
      if (group.size() == MOST) {
        break;
      }
    }
    group.stream()
        .collect(
            Collectors.groupingBy(item -> sink.kind(item.write), TreeMap::new, Collectors.toList()))
        .values()
        .forEach(this::make);
  }

  /// Answers all of them, whatever happens: nobody else will.
  private void make(List<Item> group) {
    try {
      boolean[] found = sink.write(group.stream().map(item -> item.write).toList());
      for (int i = 0; i < found.length; i++) {
        group.get(i).answer(found[i], null);
      }
    } catch (RuntimeException e) {
      afterFailure(group, e);
    } catch (Error e) {
      group.forEach(item -> item.answer(false, new IllegalStateException(e)));
      throw e;
    }
  }

  private void afterFailure(List<Item> group, RuntimeException failure) {
    if (group.size() > 1 && isOneWritesFault(failure)) {
      group.forEach(item -> make(List.of(item)));
    } else {
      group.forEach(item -> item.answer(false, failure));
    }
  }

  /// Bad data, a broken constraint or a deadlock: nothing was kept, and the others may be well.
  private static boolean isOneWritesFault(RuntimeException failure) {
    if (failure instanceof OutcomeUnknownException
        || !(failure.getCause() instanceof SQLException cause)) {
      return false;
    }
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    return state.startsWith("22")
        || state.startsWith("23")
        || state.startsWith("40")
        || (cause.getErrorCode() & 0xff) == 19; // SQLITE_CONSTRAINT
  }
}
