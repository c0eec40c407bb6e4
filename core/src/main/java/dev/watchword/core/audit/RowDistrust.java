package dev.watchword.core.audit;

import dev.watchword.core.audit.Contradiction.RowVersion;

/// What this process takes no longer from its store (a port).
///
/// Implementations are thread-safe.
@FunctionalInterface
public interface RowDistrust {

  /// From now on a reading that finds this state of a row, or an older one, throws
  /// [dev.watchword.core.seal.TamperingException].
  void distrust(RowVersion state);
}
