package dev.watchword.core.vault;

import java.nio.file.Path;

/// Reads the files that open a vault where nobody is there to be asked (SECURITY UN-02, UN-08).
///
/// Implementations refuse a file that anybody but its owner can read or change, name its path and
/// mode, and keep nothing of what they read. Thread-safe.
public interface UnlockFiles {

  /// The file's first line, without the line's end, as a passphrase; the file is UTF-8.
  ///
  /// @throws StorageException when the file is not there, is open to others, or holds no passphrase
  ///   of at most 1,024 bytes
  Unlocker.ByPassphrase passphrase(Path file);

  /// The whole file, 32 to 1,024 bytes, as a key.
  ///
  /// @throws StorageException when the file is not there, is open to others, or is of another size
  Unlocker.ByKey keyFile(Path file);
}
