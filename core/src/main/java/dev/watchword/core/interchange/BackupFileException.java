package dev.watchword.core.interchange;

import java.util.Objects;

/// A file that is refused as a whole; says why by its [FileError], never with content of the file.
public final class BackupFileException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient FileError error;

  public BackupFileException(FileError error) {
    super(error.sentence());
    this.error = Objects.requireNonNull(error);
  }

  public FileError error() {
    return error;
  }
}
