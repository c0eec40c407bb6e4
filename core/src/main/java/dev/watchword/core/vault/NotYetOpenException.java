package dev.watchword.core.vault;

/// The vault does open, but what has to be over before it is there for anybody is not: it goes on
/// by itself, and the vault may be unlocked again then. It stays locked until that.
public class NotYetOpenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NotYetOpenException() {
    super("the store is still held against its audit log");
  }
}
