package dev.watchword.core.audit;

import java.util.OptionalLong;

/// What verifying the audit log found.
public sealed interface AuditReport {

  /// Nothing was changed, as far as can be told.
  ///
  /// @param entries entries in the chain
  /// @param waiting genuine entries that have no place yet
  /// @param anchoredSeq up to where a checkpoint proves that nothing was cut off; empty without
  ///   one: then a cut tail, or a log put back to an older state, would not show
  /// @param unread how many of the entries are in segments that were not given
  record Intact(long entries, long waiting, OptionalLong anchoredSeq, long unread)
      implements AuditReport {}

  /// Somebody changed the log, or it is damaged.
  ///
  /// @param seq the first place that is not as it was written
  /// @param problem what is wrong there, in one sentence
  record Broken(long seq, String problem) implements AuditReport {}
}
