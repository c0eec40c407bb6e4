package dev.watchword.core.interchange;

import java.util.List;
import java.util.Optional;

/// One backup format of an authenticator (the interchange port).
///
/// A format decides by content alone, never by a file's name. It spends neither memory nor time
/// over the limits, makes no network connection, writes no file and runs nothing that a file holds.
/// A bad item fails alone; only what makes the whole file unreadable is an exception, and no
/// message of either repeats content. Implementations are stateless and safe for use by several
/// threads.
public interface BackupFormat {

  /// The stable name for `--from`, `--to` and JSON: lower case, digits and hyphens.
  String id();

  /// The name for people.
  String displayName();

  /// Which variants are read, as a clause for the list of formats.
  String variants();

  /// How sure the format is that this file is one of its own. Cheap: derives no key.
  Certainty recognise(BackupFile file);

  /// As [#recognise], for a format whose files say what they are only beside others of the same
  /// run.
  default Certainty recogniseAmong(BackupFile file, List<BackupFile> companions) {
    return recognise(file);
  }

  /// Reads every item of a file.
  ///
  /// @return never null; the caller closes it
  /// @throws BackupFileException when the file as a whole can't be read
  BackupContents read(BackupFile file, ReadContext context) throws BackupFileException;

  /// How to write the format; empty for one that is only read.
  default Optional<BackupWriter> writer() {
    return Optional.empty();
  }
}
