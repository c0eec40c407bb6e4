package dev.watchword.core.interchange;

import dev.watchword.core.vault.NewEntry;
import java.util.List;
import java.util.Optional;

/// What an import does, or with a dry run would do, item by item.
///
/// Owns the entries: [#close] wipes their keys.
///
/// @param files in the order in which they were given
public record ImportReport(List<FileReport> files) implements AutoCloseable {

  public ImportReport {
    files = List.copyOf(files);
  }

  /// What becomes of an item that was understood.
  public enum Status {
    /// It goes into the vault.
    ADDED,
    /// The vault, or an earlier item, has the same secret with the same type and parameters; what
    /// is there stays as it is.
    DUPLICATE
  }

  /// An item that was understood.
  ///
  /// @param position from 1, as in [BackupItem#position]
  public record Reported(int position, Status status, NewEntry entry) {}

  /// One file of the import.
  ///
  /// @param path as the person gave it
  /// @param format its id, where it was recognised
  /// @param warnings sentences about the file
  /// @param error why it was refused as a whole; then there is nothing else
  public record FileReport(
      String path,
      Optional<String> format,
      List<Reported> entries,
      List<BackupItem.Failed> failures,
      List<String> warnings,
      Optional<FileError> error) {

    public FileReport {
      entries = List.copyOf(entries);
      failures = List.copyOf(failures);
      warnings = List.copyOf(warnings);
    }
  }

  /// The entries that are to go into the vault; they stay this report's to wipe.
  public List<NewEntry> added() {
    return files.stream()
        .flatMap(file -> file.entries().stream())
        .filter(reported -> reported.status() == Status.ADDED)
        .map(Reported::entry)
        .toList();
  }

  /// Whether every file was read and every item understood.
  public boolean complete() {
    return files.stream().allMatch(file -> file.error().isEmpty() && file.failures().isEmpty());
  }

  @Override
  public void close() {
    for (FileReport file : files) {
      file.entries().forEach(reported -> reported.entry().close());
    }
  }
}
