package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.FileError;

/// The ways in which a format refuses a file, short to write.
final class Refusal {

  private Refusal() {}

  static BackupFileException wrongPassword(BackupFormat format) {
    return new BackupFileException(new FileError.WrongPassword(format.displayName()));
  }

  static BackupFileException damaged(BackupFormat format, String detail) {
    return new BackupFileException(new FileError.Damaged(format.displayName(), detail));
  }

  static BackupFileException unsupported(BackupFormat format, String detail) {
    return new BackupFileException(new FileError.UnsupportedVariant(format.displayName(), detail));
  }

  static BackupFileException overLimit(
      BackupFormat format, String parameter, long value, long limit) {
    return new BackupFileException(
        new FileError.OverLimit(
            format.displayName(), parameter, Long.toString(value), Long.toString(limit), false));
  }

  /// For a file that was forced on a format by `--from` and is not of it.
  static BackupFileException notThisFormat(BackupFormat format) {
    return new BackupFileException(
        new FileError.UnknownFormat("This is not a " + format.displayName() + " backup."));
  }
}
