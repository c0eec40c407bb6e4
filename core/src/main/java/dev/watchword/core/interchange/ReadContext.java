package dev.watchword.core.interchange;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a format may use while it reads a file.
///
/// @param limits what the reading may cost
/// @param passwords where the file's password comes from
/// @param companions the other files of the same run, for formats that keep a part elsewhere
/// @param keyFile the content of a KeePass key file
public record ReadContext(
    ImportLimits limits,
    PasswordSource passwords,
    List<BackupFile> companions,
    Optional<BackupFile> keyFile) {

  public ReadContext {
    Objects.requireNonNull(limits);
    Objects.requireNonNull(passwords);
    companions = List.copyOf(companions);
  }

  /// The standard limits, this source of passwords, nothing else.
  public ReadContext(PasswordSource passwords) {
    this(ImportLimits.STANDARD, passwords, List.of(), Optional.empty());
  }

  /// The password of a file, or the refusal.
  ///
  /// @throws BackupFileException with [FileError.PasswordNeeded] when there is none
  public BackupPassword requirePassword(BackupFile file, BackupFormat format)
      throws BackupFileException {
    return passwords
        .passwordFor(file.path(), format.displayName())
        .orElseThrow(
            () -> new BackupFileException(new FileError.PasswordNeeded(format.displayName())));
  }
}
