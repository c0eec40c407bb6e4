package dev.watchword.core.interchange;

import java.util.Optional;

/// What came of reading one file.
public sealed interface FileReading extends AutoCloseable {

  /// As the person gave it.
  String path();

  @Override
  void close();

  /// A file that was read, though items of it may have failed.
  ///
  /// @param format its id
  record Opened(String path, String format, BackupContents contents) implements FileReading {
    @Override
    public void close() {
      contents.close();
    }
  }

  /// A file that was refused.
  ///
  /// @param format its id, where it was recognised
  record Refused(String path, Optional<String> format, FileError error) implements FileReading {
    @Override
    public void close() {}
  }
}
