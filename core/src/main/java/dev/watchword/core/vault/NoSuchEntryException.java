package dev.watchword.core.vault;

/// An id that names no entry of the vault.
public final class NoSuchEntryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NoSuchEntryException(EntryId id) {
    super("there is no entry " + id);
  }
}
