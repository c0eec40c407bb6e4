package dev.watchword.core.vault;

import dev.watchword.core.seal.Sealer;
import dev.watchword.core.seal.VaultKey;
import java.security.SecureRandom;

/// A vault's key and what is derived from it. To be forgotten as a whole, since Java's own key
/// objects can't be wiped (SECURITY UN-05).
record VaultKeys(VaultKey key, Sealer sealer, HeaderMac headerMac) {

  /// @param key stays the caller's to close
  static VaultKeys of(VaultKey key, SecureRandom random) {
    return new VaultKeys(key, new Sealer(key, "records", random), new HeaderMac(key));
  }

  @Override
  public String toString() {
    return "VaultKeys[REDACTED]";
  }
}
