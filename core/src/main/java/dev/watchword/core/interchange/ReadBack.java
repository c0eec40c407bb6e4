package dev.watchword.core.interchange;

import dev.watchword.core.vault.NewEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a written backup as an import would, pictures by their pixels, and holds the accounts
/// against those that were to be written.
final class ReadBack {

  private final ReadBackups reader;

  ReadBack(ReadBackups reader) {
    this.reader = reader;
  }

  /// Whether the backup gives all entries and no other, with the same secrets and parameters.
  ///
  /// @param written lent
  /// @param password lent
  boolean gives(
      List<NewEntry> entries,
      WrittenBackup written,
      String format,
      Optional<BackupPassword> password) {
    List<BackupFile> files = new ArrayList<>();
    for (WrittenBackup.Part part : written.parts()) {
      files.add(new BackupFile((files.size() + 1) + "." + part.extension(), part.bytes().clone()));
    }
    List<FileReading> readings =
        reader.read(
            files,
            Optional.of(format),
            ImportLimits.STANDARD,
            (path, name) -> password.map(BackupPassword::copy),
            Optional.empty());
    try {
      return gives(entries, readings);
    } finally {
      readings.forEach(FileReading::close);
      files.forEach(BackupFile::close);
    }
  }

  private static boolean gives(List<NewEntry> entries, List<FileReading> readings) {
    Map<KeyFingerprint, Integer> missing = new HashMap<>();
    entries.forEach(entry -> missing.merge(KeyFingerprint.exact(entry.key()), 1, Integer::sum));
    for (FileReading reading : readings) {
      if (!(reading instanceof FileReading.Opened opened)) {
        return false;
      }
      for (BackupItem item : opened.contents().items()) {
        if (!(item instanceof BackupItem.Read read)) {
          return false;
        }
        missing.merge(KeyFingerprint.exact(read.entry().key()), -1, Integer::sum);
      }
    }
    return missing.values().stream().allMatch(count -> count == 0);
  }
}
