package dev.watchword.core.interchange;

import dev.watchword.core.vault.NewEntry;
import java.util.List;

/// Writes entries as another authenticator's backup.
///
/// Implementations are stateless and safe for use by several threads.
public interface BackupWriter {

  /// Whether the written file can be, or always is, encrypted.
  enum Protection {
    /// The format has no encryption; the file shows every secret (SECURITY BK-03).
    NONE,
    /// Encrypted when a password is given.
    OPTIONAL,
    /// There is no plain variant; a password is needed.
    ALWAYS
  }

  Protection protection();

  /// What the target can hold; see [Capacity#losses].
  Capacity capacity();

  /// Writes those of the entries that the target can hold.
  ///
  /// @param entries lent, in the order of the file
  /// @return the files to write, at least one; the caller closes it
  /// @throws IllegalArgumentException when the password is missing where one is needed
  WrittenBackup write(List<NewEntry> entries, WriteContext context);
}
