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

  /// So long after it was looked up it is told that a link does not count, whatever was found
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

  /// A link is looked up.
  ///
  /// @param begun when, by [System#nanoTime]; nothing that a client can draw out lies between this
  ///   and the look
  record Lookup(long begun) {

    static Lookup now() {
      return new Lookup(System.nanoTime());
    }

    private void even() {
      long left = begun + EVEN.toNanos() - System.nanoTime();
      try {
        Thread.sleep(Duration.ofNanos(Math.max(0, left)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the server ends
      }
    }
  }

  /// @throws ProblemException when its network asks too often
  void enter(Exchange exchange) {
    requests.spend(Gate.network(exchange.source()));
  }

  /// The one answer to a link that does not count, whatever the reason, and after the same time.
  ///
  /// @throws ProblemException when too many were tried
  ProblemException noSuchLink(Exchange exchange, Lookup lookup) {
    lookup.even(); // before the budgets are asked, so that their answers tell as little
    guesses.spend(Gate.network(exchange.source()));
    allGuesses.spend("all");
    return new Problem(
            404,
            "no-such-link",
            "The link is not valid",
            "It was used, has ended, or was never made. Ask whoever sent it for another.")
        .asException();
  }
}
