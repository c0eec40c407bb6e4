package dev.watchword.core.vault;

import java.util.List;

/// A vault at one instant: the header and every entry's summary, read as one.
public record VaultSnapshot(VaultHeader header, List<SealedEntry> entries) {

  public VaultSnapshot {
    entries = List.copyOf(entries);
  }
}
