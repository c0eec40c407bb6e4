package dev.watchword.core.interchange;

import java.util.List;

/// What a format read from one file.
///
/// @param items in the file's order
/// @param warnings sentences about the file as a whole: a weak key derivation (SECURITY IM-06), a
///   note that was cut; never content
/// @param parts transfer codes that the file held
public record BackupContents(
    List<BackupItem> items, List<String> warnings, List<TransferPart> parts)
    implements AutoCloseable {

  public BackupContents {
    items = List.copyOf(items);
    warnings = List.copyOf(warnings);
    parts = List.copyOf(parts);
  }

  /// Wipes the keys of all entries.
  @Override
  public void close() {
    for (BackupItem item : items) {
      if (item instanceof BackupItem.Read read) {
        read.entry().close();
      }
    }
  }
}
