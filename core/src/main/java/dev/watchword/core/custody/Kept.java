package dev.watchword.core.custody;

import java.time.Instant;

/// A record as it was read.
///
/// @param at the store's time then
record Kept<T extends CustodyRecord>(T value, long revision, Instant at) {}
