package dev.watchword.core.vault;

import java.util.Locale;

/// The fields of an entry that are sealed apart from each other, so that a list opens no secret.
public enum EntryField {
  /// Issuer, account, parameters, tags, note and dates.
  SUMMARY,
  /// The shared secret, and the PIN where there is one.
  SECRET,
  /// The recovery codes that are kept for the account.
  RECOVERY,
  /// The icon.
  ICON;

  /// The field's name in addresses and in stores: `summary`, `secret`, `recovery`, `icon`.
  public String fieldName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
