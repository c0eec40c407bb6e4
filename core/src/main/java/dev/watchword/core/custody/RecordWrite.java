package dev.watchword.core.custody;

import java.util.UUID;

/// One part of a change to a [CustodyStore].
public sealed interface RecordWrite {

  /// Adds a record; one with this id or token hash makes the whole change stale.
  record Insert(SealedRecord record) implements RecordWrite {}

  /// Puts the next revision in the place of the one before it, where that still stands.
  ///
  /// @param whileLive only within the record's own window, by the store's clock, and before it was
  ///   ended (SECURITY AZ-03)
  record Replace(SealedRecord next, boolean whileLive) implements RecordWrite {}

  /// Asks that a record still stands at a revision and is live; changes nothing.
  record Require(RecordKind kind, UUID id, long revision) implements RecordWrite {}

  /// Removes a record that stands at a revision.
  record Remove(RecordKind kind, UUID id, long revision) implements RecordWrite {}
}
