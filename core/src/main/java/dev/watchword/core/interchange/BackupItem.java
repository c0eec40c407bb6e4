package dev.watchword.core.interchange;

import dev.watchword.core.vault.NewEntry;

/// What became of one item of a file.
public sealed interface BackupItem {

  /// Where it stands, from 1: its place in the file's list, or its line in a text.
  int position();

  /// An item that was understood.
  ///
  /// @param entry the holder's to close
  record Read(int position, NewEntry entry) implements BackupItem {}

  /// An item that was not.
  ///
  /// @param reason a clause that names the field and the problem, never content
  record Failed(int position, String reason) implements BackupItem {}
}
