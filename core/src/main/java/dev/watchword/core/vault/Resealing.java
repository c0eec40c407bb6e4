package dev.watchword.core.vault;

import dev.watchword.core.seal.SealedBytes;
import java.util.Map;

/// What becomes of a vault that is sealed anew; called by a [VaultRepository] within its
/// transaction, and so must not use that repository. What it throws leaves all as it was.
public interface Resealing {

  /// Called once, first.
  ///
  /// @param before the whole vault, which nobody else changes meanwhile
  /// @return the header from then on; its revision is one more
  VaultHeader header(VaultSnapshot before);

  /// Called for each entry.
  ///
  /// @param fields all that it has
  /// @return the same fields
  Map<EntryField, SealedBytes> fields(SealedEntry entry, Map<EntryField, SealedBytes> fields);
}
