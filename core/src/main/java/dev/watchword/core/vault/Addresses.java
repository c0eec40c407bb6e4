package dev.watchword.core.vault;

import dev.watchword.core.seal.SealAddress;

/// Where the fields of entries are sealed to.
final class Addresses {

  private static final String TABLE = "entry";

  private Addresses() {}

  static SealAddress of(VaultId vault, EntryId entry, EntryField field, long revision) {
    return new SealAddress(vault.value(), TABLE, entry.value(), field.fieldName(), revision);
  }
}
