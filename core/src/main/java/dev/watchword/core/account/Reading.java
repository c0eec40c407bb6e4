package dev.watchword.core.account;

import java.time.Instant;
import java.util.Optional;

/// What a store held, and its own time at that moment: decisions are made by the store's clock, not
/// by the node's (SECURITY MN-06).
///
/// @param value empty when it held nothing
/// @param at the store's time
public record Reading<T>(Optional<T> value, Instant at) {}
