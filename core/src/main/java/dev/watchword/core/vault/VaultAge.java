package dev.watchword.core.vault;

/// How far a vault had come: under which key, and how often it had been changed. Neither ever goes
/// down, so a vault of which one is lower than it was is an older copy, or was written by somebody
/// who has a key that was replaced (SECURITY CR-13).
///
/// @param keyVersion from 1
/// @param revision from 1
public record VaultAge(int keyVersion, long revision) {

  public VaultAge {
    if (keyVersion < 1 || revision < 1) {
      throw new IllegalArgumentException("age: key version and revision from 1");
    }
  }

  /// Whether this can't come after `other`.
  public boolean isBefore(VaultAge other) {
    return keyVersion < other.keyVersion || revision < other.revision;
  }
}
