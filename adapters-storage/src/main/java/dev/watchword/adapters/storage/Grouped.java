package dev.watchword.adapters.storage;

import dev.watchword.core.vault.OutcomeUnknownException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Does the small work of many threads in few round trips, so that they share it, and one sync of
/// the disk where they write.
///
/// Whoever comes while nobody works does so at once, with all that waits behind; the others wait
/// for theirs to be done. Each is answered as if it had been alone: a write when it is durable, one
/// that finds no row changes nothing and disturbs nobody, where a statement fails by its own fault
/// the work is done again one by one, and what the database gave up for another's sake is begun
/// again. Thread-safe.
///
/// @param <Q> what is asked
/// @param <A> the answer
final class Grouped<Q, A> {

  private static final int MOST = 64;

  /// How often what the database gave up for others' sake is begun.
  private static final int ATTEMPTS = 4;

  /// Does several at once.
  interface Sink<Q, A> {

    /// @return an answer for each, in their order
    List<A> answers(List<Q> asked);

    /// How many groups are worth having under way at once.
    int most();

    /// What has to be the same for a group; the same for all unless it says otherwise.
    default String kind(Q asked) {
      return "";
    }
  }

  private final Sink<Q, A> sink;
  private final Semaphore leaders;
  private final ConcurrentLinkedQueue<Item<Q, A>> waiting = new ConcurrentLinkedQueue<>();

  Grouped(Sink<Q, A> sink) {
    this.sink = sink;
    this.leaders = new Semaphore(sink.most());
  }

  private static final class Item<Q, A> {
    final Q asked;
    final Thread thread = Thread.currentThread();
    volatile boolean taken;
    volatile boolean done;
    @Nullable A answer;
    @Nullable RuntimeException failure;

    Item(Q asked) {
      this.asked = asked;
    }

    void answer(A given) {
      answer = given;
      done = true;
      LockSupport.unpark(thread);
    }

    void fail(RuntimeException with) {
      failure = with;
      done = true;
      LockSupport.unpark(thread);
    }
  }

  A ask(Q asked) {
    Item<Q, A> own = new Item<>(asked);
    waiting.add(own);
    boolean interrupted = false;
    while (!own.done) {
      // what another leader took is under way: to try and lead again and again while it waits for
      // the database would keep the processors from the thread that is to answer
      if (!own.taken && leaders.tryAcquire()) {
        try {
          Thread.yield(); // those about to ask can come along; nobody waits where there are none
          lead();
        } finally {
          leaders.release();
          wakeNext();
        }
      } else {
        LockSupport.park(this);
        interrupted |= Thread.interrupted(); // what is under way can't be called back
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (own.failure != null) {
      throw own.failure;
    }
    return Objects.requireNonNull(own.answer);
  }

  private void wakeNext() {
    Item<Q, A> next = waiting.peek();
    if (next != null) {
      LockSupport.unpark(next.thread);
    }
  }

  private void lead() {
    List<Item<Q, A>> group = new ArrayList<>();
    for (Item<Q, A> item = waiting.poll(); item != null; item = waiting.poll()) {
      item.taken = true;
      group.add(item);
      if (group.size() == MOST) {
        break;
      }
    }
    try {
      group.stream()
          .collect(
              Collectors.groupingBy(
                  item -> sink.kind(item.asked), TreeMap::new, Collectors.toList()))
          .values()
          .forEach(same -> make(same, 1));
    } finally {
      // whatever happened: nobody else will answer them
      group.stream()
          .filter(item -> !item.done)
          .forEach(item -> item.fail(new IllegalStateException("the leader broke down")));
    }
  }

  private void make(List<Item<Q, A>> group, int attempt) {
    try {
      List<A> answers = sink.answers(group.stream().map(item -> item.asked).toList());
      for (int i = 0; i < answers.size(); i++) {
        group.get(i).answer(answers.get(i));
      }
    } catch (RuntimeException e) {
      afterFailure(group, e, attempt);
    }
  }

  private void afterFailure(List<Item<Q, A>> group, RuntimeException failure, int attempt) {
    if (isGivenUpForOthers(failure) && attempt < ATTEMPTS) {
      make(group, attempt + 1);
    } else if (group.size() > 1 && isOnesOwnFault(failure)) {
      group.forEach(item -> make(List.of(item), 1));
    } else {
      group.forEach(item -> item.fail(failure));
    }
  }

  /// Bad data or a broken constraint: nothing was kept, and the others may be well.
  private static boolean isOnesOwnFault(RuntimeException failure) {
    return cause(failure)
        .filter(cause ->
            state(cause).startsWith("22")
                || state(cause).startsWith("23")
                || (cause.getErrorCode() & 0xff) == 19) // SQLITE_CONSTRAINT
        .isPresent();
  }

  /// A deadlock, with a migration of the next version for one, or a lost race: nothing was kept,
  /// and the same may well be done now (SECURITY MN-09).
  private static boolean isGivenUpForOthers(RuntimeException failure) {
    return cause(failure).filter(cause -> state(cause).startsWith("40")).isPresent();
  }

  private static Optional<SQLException> cause(RuntimeException failure) {
    return !(failure instanceof OutcomeUnknownException)
            && failure.getCause() instanceof SQLException cause
        ? Optional.of(cause)
        : Optional.empty();
  }

  private static String state(SQLException cause) {
    return Objects.requireNonNullElse(cause.getSQLState(), "");
  }
}
