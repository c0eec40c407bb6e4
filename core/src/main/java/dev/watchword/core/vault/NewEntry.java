package dev.watchword.core.vault;

import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.OtpKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// An account on its way into a vault.
///
/// Owns its key: [#close] wipes it. The vault takes copies.
public final class NewEntry implements AutoCloseable {

  private final Label label;
  private final OtpKey key;
  private final List<String> tags;
  private final String note;
  private final boolean pinned;
  private final boolean trashed;
  private final Optional<Icon> icon;
  private final List<SavedRecoveryCode> recoveryCodes;

  /// @param key now this entry's to wipe
  public NewEntry(
      Label label,
      OtpKey key,
      List<String> tags,
      String note,
      boolean pinned,
      boolean trashed,
      Optional<Icon> icon,
      List<SavedRecoveryCode> recoveryCodes) {
    this.label = Objects.requireNonNull(label);
    this.key = Objects.requireNonNull(key);
    this.tags = Entry.checkedTags(tags);
    this.note = Entry.checkedNote(note);
    this.pinned = pinned;
    this.trashed = trashed;
    this.icon = icon;
    this.recoveryCodes = List.copyOf(recoveryCodes);
  }

  /// @param key now this entry's to wipe
  public NewEntry(Label label, OtpKey key) {
    this(label, key, List.of(), "", false, false, Optional.empty(), List.of());
  }

  public Label label() {
    return label;
  }

  public OtpKey key() {
    return key;
  }

  public List<String> tags() {
    return tags;
  }

  public String note() {
    return note;
  }

  public boolean pinned() {
    return pinned;
  }

  public boolean trashed() {
    return trashed;
  }

  public Optional<Icon> icon() {
    return icon;
  }

  public List<SavedRecoveryCode> recoveryCodes() {
    return recoveryCodes;
  }

  @Override
  public void close() {
    key.close();
  }

  @Override
  public String toString() {
    return "NewEntry[REDACTED]";
  }
}
