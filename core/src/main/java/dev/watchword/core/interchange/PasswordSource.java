package dev.watchword.core.interchange;

import java.util.Optional;

/// Where the password of an encrypted backup comes from: a file, a prompt, a request's field.
///
/// Asked only once it is known that a file needs one.
@FunctionalInterface
public interface PasswordSource {

  /// No password at all.
  PasswordSource NONE = (path, format) -> Optional.empty();

  /// The password for a file.
  ///
  /// @param path as the report calls the file
  /// @param format the format's name for people
  /// @return the asker's to close; empty when there is none, which refuses the file
  Optional<BackupPassword> passwordFor(String path, String format);
}
