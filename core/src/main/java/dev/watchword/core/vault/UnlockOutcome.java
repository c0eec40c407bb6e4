package dev.watchword.core.vault;

import java.time.Duration;

/// What became of an attempt to open a vault.
public sealed interface UnlockOutcome {

  /// It is open; the caller closes it.
  record Unlocked(OpenVault vault) implements UnlockOutcome {}

  /// No slot opened: the passphrase or key is wrong, or the slot is damaged, which can't be told
  /// apart.
  ///
  /// @param retryAfter how long the next try has to wait
  record WrongKey(Duration retryAfter) implements UnlockOutcome {}

  /// Too many failures just now; nothing was tried.
  ///
  /// @param retryAfter how long to wait, more than zero
  record TooSoon(Duration retryAfter) implements UnlockOutcome {}

  /// There is no vault with that id.
  record NoSuchVault() implements UnlockOutcome {}
}
