package dev.watchword.core.vault;

/// A change that was sent to the store and never answered: it may have been kept or not (SECURITY
/// MN-05). Never to be taken for a success, and not to be repeated blindly.
public final class OutcomeUnknownException extends StorageException {

  private static final long serialVersionUID = 1L;

  public OutcomeUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
