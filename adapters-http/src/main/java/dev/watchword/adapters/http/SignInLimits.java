package dev.watchword.adapters.http;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;

/// Slows down sources that fail to sign in, whatever names they try, and notices guesses that are
/// spread over many names (SECURITY TH-09). Counted in this node alone. Thread-safe.
final class SignInLimits {

  /// Failures that a source may have at once, and in each minute.
  static final int FAILURES_PER_MINUTE = 100;

  /// So many names in one minute are no slips of fingers.
  static final int NAMES_PER_MINUTE = 50;

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST_REMEMBERED = 10_000;

  private record Failure(Instant at, int name) {}

  private final RequestBudget failures;
  private final InstantSource clock;
  private final IntConsumer alarm;
  private final Deque<Failure> recent = new ArrayDeque<>();
  private Optional<Instant> lastAlarm = Optional.empty();

  /// @param alarm told of how many names, at most once a minute
  SignInLimits(InstantSource clock, IntConsumer alarm) {
    this.failures = new RequestBudget(FAILURES_PER_MINUTE, clock);
    this.clock = clock;
    this.alarm = alarm;
  }

  /// @throws ProblemException when the source has failed too often; nothing is to be evaluated then
  void admit(InetAddress source) {
    failures.check(Gate.network(source));
  }

  /// Charges a failure.
  ///
  /// @param name what was to be signed in as, for counting alone
  void failed(InetAddress source, String name) {
    failures.charge(Gate.network(source));
    int names = note(name);
    if (names > 0) {
      alarm.accept(names);
    }
  }

  /// @return how many names there were when an alarm is due, else 0
  private synchronized int note(String name) {
    Instant now = clock.instant();
    recent.addLast(new Failure(now, name.hashCode()));
    while (recent.size() > MOST_REMEMBERED
        || !recent.isEmpty() && recent.getFirst().at.plus(WINDOW).isBefore(now)) {
      recent.removeFirst();
    }
    if (recent.size() < NAMES_PER_MINUTE
        || lastAlarm.filter(at -> now.isBefore(at.plus(WINDOW))).isPresent()) {
      return 0;
    }
    Set<Integer> names = new HashSet<>();
    recent.forEach(failure -> names.add(failure.name));
    if (names.size() < NAMES_PER_MINUTE) {
      return 0;
    }
    lastAlarm = Optional.of(now);
    return names.size();
  }
}
