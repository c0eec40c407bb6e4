package dev.watchword.core.vault;

/// The vault's key was replaced by another process since this one opened it, and the new one is not
/// to be had here; it must be unlocked again.
public final class VaultKeyChangedException extends VaultLockedException {

  private static final long serialVersionUID = 1L;

  public VaultKeyChangedException() {
    super("the vault's key was replaced elsewhere; unlock the vault again");
  }
}
