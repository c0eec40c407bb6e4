package dev.watchword.core.vault;

import java.util.List;

/// One change to a vault, to be stored whole or not at all.
///
/// @param header the header after the change; its revision is one more than the one it builds on
/// @param writes entries to add or change
/// @param deletes entries to remove
public record VaultCommit(VaultHeader header, List<EntryWrite> writes, List<EntryId> deletes) {

  public VaultCommit {
    writes = List.copyOf(writes);
    deletes = List.copyOf(deletes);
  }
}
