package dev.watchword.core.account;

import java.time.Instant;
import java.util.Optional;

/// What a store held, and its own time at that moment: decisions are made by the store's clock, not
/// by the node's (SECURITY MN-06).
///
/// @param value empty when it held nothing
/// @param at the store's time
/// @param floor codes of times up to this one count as used, whatever else the store knows of them:
///   it was put back to an older state, or another server took its place, and forgot what was burnt
///   (SECURITY BK-04, MN-04); [Instant#EPOCH] where that never happened
public record Reading<T>(Optional<T> value, Instant at, Instant floor) {

  /// A reading of a store that never forgot anything.
  public Reading(Optional<T> value, Instant at) {
    this(value, at, Instant.EPOCH);
  }
}
