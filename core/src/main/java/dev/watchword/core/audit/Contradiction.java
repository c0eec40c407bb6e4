package dev.watchword.core.audit;

import java.util.Optional;
import java.util.UUID;

/// A row that is not as the audit log tells.
///
/// @param subject whose it is or what it is, as the log names it
/// @param problem what is wrong, in one sentence
/// @param row the row as it was found; empty where it is gone
public record Contradiction(String subject, String problem, Optional<RowVersion> row) {

  /// A state of a row.
  ///
  /// @param row its id, which no other row has
  /// @param version one more at each change
  public record RowVersion(UUID row, long version) {}
}
