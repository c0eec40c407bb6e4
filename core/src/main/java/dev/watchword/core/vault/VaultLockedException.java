package dev.watchword.core.vault;

/// A use of a vault that was locked in the meantime.
public final class VaultLockedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  public VaultLockedException() {
    super("this vault was locked");
  }
}
