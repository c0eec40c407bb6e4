package dev.watchword.core.vault;

/// A store that could not do its work: a full or read-only disk, a lost connection, a damaged file.
///
/// The message is a sentence for the person at the keyboard; the cause is kept. Nothing that was
/// acknowledged is lost.
public class StorageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StorageException(String message) {
    super(message);
  }

  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
