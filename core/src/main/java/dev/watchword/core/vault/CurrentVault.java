package dev.watchword.core.vault;

import java.util.Optional;

/// The vault that this process holds open, while it does: what a server and an agent ask at each
/// request (SECURITY UN-01).
///
/// An implementation is thread-safe and answers at once; it never unlocks. A vault that it gave out
/// may be locked at any moment, and then throws [VaultLockedException].
@FunctionalInterface
public interface CurrentVault {

  /// The open vault, not the caller's to close; empty while it is locked.
  Optional<OpenVault> vault();
}
