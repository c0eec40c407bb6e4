package dev.watchword.core.vault;

import dev.watchword.core.seal.SealedBytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is known about a vault before it is opened, authenticated by the vault key.
///
/// @param id the vault
/// @param format the vault format's number; see docs/vault-format.md
/// @param createdAt in whole seconds, 1970 or later
/// @param keyVersion the version of the vault key that the slots wrap, from 1
/// @param revision one more at each change, from 1
/// @param sealCount how often the key version sealed something (SECURITY CR-06)
/// @param slots 1 to 16 ways to open it
/// @param verifierRoot the root of the verifier's keys, sealed, where an earlier key of this vault
///   made it; empty where this one does
/// @param manifest which entries there are and at which revisions, sealed
/// @param mac HMAC-SHA-256 over all of the above
public record VaultHeader(
    VaultId id,
    int format,
    Instant createdAt,
    int keyVersion,
    long revision,
    long sealCount,
    List<KeySlot> slots,
    Optional<SealedBytes> verifierRoot,
    SealedBytes manifest,
    SealedBytes mac) {

  /// The format that this version writes.
  public static final int FORMAT = 1;

  public VaultHeader {
    slots = List.copyOf(slots);
    if (keyVersion < 1 || revision < 1 || sealCount < 0) {
      throw new IllegalArgumentException("header: key version and revision from 1, count from 0");
    }
    if (createdAt.isBefore(Instant.EPOCH)) {
      throw new IllegalArgumentException("createdAt: 1970 or later");
    }
  }

  public VaultVersion version() {
    return new VaultVersion(keyVersion, revision, Optional.of(mac));
  }

  /// The same with a MAC; see [HeaderMac#sign].
  VaultHeader withMac(SealedBytes signature) {
    return new VaultHeader(
        id,
        format,
        createdAt,
        keyVersion,
        revision,
        sealCount,
        slots,
        verifierRoot,
        manifest,
        signature);
  }
}
