package dev.watchword.adapters.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// How many requests a caller may make: a bucket that holds one minute's worth and fills up evenly
/// (SECURITY TK-07, UP-10). Counted in this node alone. Thread-safe.
final class RequestBudget {

  private static final int MAX_CALLERS = 10_000;

  /// @param left requests that may be made at once
  /// @param at when `left` was right
  private record Bucket(double left, Instant at) {}

  private final int perMinute;
  private final InstantSource clock;
  private final Map<Object, Bucket> buckets = new HashMap<>();

  RequestBudget(int perMinute, InstantSource clock) {
    this.perMinute = perMinute;
    this.clock = clock;
  }

  /// Spends one request.
  ///
  /// @param caller who asks: a token's id, or a network
  /// @throws ProblemException when the budget is spent
  synchronized void spend(Object caller) {
    check(caller);
    charge(caller);
  }

  /// Spends none, and refuses where [#spend] would.
  ///
  /// @throws ProblemException when the budget is spent
  synchronized void check(Object caller) {
    Instant now = clock.instant();
    double left = filled(buckets.getOrDefault(caller, new Bucket(perMinute, now)), now);
    if (left < 1) {
      double seconds = (1 - left) * 60 / perMinute;
      throw Problem.tooMany((long) Math.ceil(seconds)).asException();
    }
  }

  /// Spends one, whether or not there is any left.
  synchronized void charge(Object caller) {
    Instant now = clock.instant();
    if (buckets.size() >= MAX_CALLERS) {
      buckets.values().removeIf(bucket -> filled(bucket, now) >= perMinute);
    }
    double left = filled(buckets.getOrDefault(caller, new Bucket(perMinute, now)), now);
    buckets.put(caller, new Bucket(Math.max(0, left - 1), now));
  }

  private double filled(Bucket bucket, Instant now) {
    double seconds = Math.max(0, Duration.between(bucket.at, now).toMillis() / 1000.0);
    return Math.min(perMinute, bucket.left + seconds * perMinute / 60);
  }
}
