package dev.watchword.core.vault;

/// A use of a vault that was locked in the meantime.
public class VaultLockedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  public VaultLockedException() {
    this("this vault was locked");
  }

  VaultLockedException(String message) {
    super(message);
  }
}
