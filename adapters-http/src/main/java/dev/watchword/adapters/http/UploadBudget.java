package dev.watchword.adapters.http;

import java.time.InstantSource;

/// How many files somebody may send: 20 a minute, whatever they are for (SECURITY UP-10).
/// Thread-safe.
final class UploadBudget {

  private static final int PER_MINUTE = 20;

  private final RequestBudget budget;

  UploadBudget(InstantSource clock) {
    this.budget = new RequestBudget(PER_MINUTE, clock);
  }

  /// @throws ProblemException when the minute's are spent; pages without a person behind them are
  ///   counted by the gate
  void spend(Exchange exchange) {
    exchange.callerKey().ifPresent(budget::spend);
  }
}
