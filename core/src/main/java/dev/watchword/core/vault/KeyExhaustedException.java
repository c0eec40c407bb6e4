package dev.watchword.core.vault;

/// A vault key that has sealed as often as is safe (SP 800-38D §8.3: 2^32 random nonces); the vault
/// must be rotated before anything more is written.
public final class KeyExhaustedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public KeyExhaustedException() {
    super("the vault's key has been used as often as is safe; run `watchword rotate`");
  }
}
