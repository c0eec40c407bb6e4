package dev.watchword.adapters.http;

import java.time.Duration;
import java.time.InstantSource;

/// Bounds what those who have no account may ask: by their network, and those who guess by all
/// networks together (SECURITY TH-09). A guess costs of both; who has a right link is not kept out
/// by those who have none.
final class CustomerGate {

  private static final int REQUESTS_PER_MINUTE = 120;
  private static final int GUESSES_PER_MINUTE = 10;
  private static final int ALL_GUESSES_PER_MINUTE = 300;

  /// So long after it was asked that a link does not count is told, whatever was looked up for it
  /// (SECURITY SE-15).
  static final Duration EVEN = Duration.ofMillis(20);

  private final RequestBudget requests;
  private final RequestBudget guesses;
  private final RequestBudget allGuesses;

  CustomerGate(InstantSource clock) {
    this.requests = new RequestBudget(REQUESTS_PER_MINUTE, clock);
    this.guesses = new RequestBudget(GUESSES_PER_MINUTE, clock);
    this.allGuesses = new RequestBudget(ALL_GUESSES_PER_MINUTE, clock);
  }

  /// A request that was let in.
  ///
  /// @param nanos when, by [System#nanoTime]
  record Entered(long nanos) {

    static Entered now() {
      return new Entered(System.nanoTime());
    }

    /// Waits until all answers to links that do not count are given.
    private void even() {
      long left = nanos + EVEN.toNanos() - System.nanoTime();
      try {
        Thread.sleep(Duration.ofNanos(Math.max(0, left)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the server ends
      }
    }
  }

  /// @throws ProblemException when its network asks too often
  Entered enter(Exchange exchange) {
    requests.spend(Gate.network(exchange.source()));
    return Entered.now();
  }

  /// The one answer to a link that does not count, whatever the reason, and after the same time.
  ///
  /// @throws ProblemException when too many were tried
  ProblemException noSuchLink(Exchange exchange, Entered entered) {
    guesses.spend(Gate.network(exchange.source()));
    entered.even();
    allGuesses.spend("all");
    return new Problem(
            404,
            "no-such-link",
            "The link is not valid",
            "It was used, has ended, or was never made. Ask whoever sent it for another.")
        .asException();
  }
}
