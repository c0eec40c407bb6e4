package dev.watchword.core.vault;

import dev.watchword.core.seal.SealedBytes;
import java.util.Optional;

/// Which state a vault is in: under which key, after how many changes, and under which MAC, which
/// no other state has.
///
/// The first two never go down. So a vault of which one is lower than it was is an older copy, or
/// was written by somebody who has a key that was replaced; and one that was changed as often, in
/// another way, is another's copy (SECURITY CR-13).
///
/// @param keyVersion from 1
/// @param revision from 1
/// @param mac the header's; empty where that is not known
public record VaultVersion(int keyVersion, long revision, Optional<SealedBytes> mac) {

  public VaultVersion {
    if (keyVersion < 1 || revision < 1) {
      throw new IllegalArgumentException("version: key version and revision from 1");
    }
  }

  /// Whether this can come after `other`, or is the same.
  public boolean canFollow(VaultVersion other) {
    return keyVersion >= other.keyVersion
        && revision >= other.revision
        && (revision > other.revision || sameMac(other));
  }

  private boolean sameMac(VaultVersion other) {
    return mac.isEmpty() || other.mac.isEmpty() || mac.equals(other.mac);
  }
}
