package dev.watchword.core.vault;

import java.nio.ByteBuffer;

/// How often each sealed field of an entry was written; 0 where it never was.
///
/// @param summary at least 1
/// @param secret at least 1
/// @param recovery at least 0
/// @param icon at least 0
public record FieldRevisions(long summary, long secret, long recovery, long icon) {

  public FieldRevisions {
    if (summary < 1 || secret < 1 || recovery < 0 || icon < 0) {
      throw new IllegalArgumentException("revisions: not below 1, 1, 0, 0");
    }
  }

  public long of(EntryField field) {
    return switch (field) {
      case SUMMARY -> summary;
      case SECRET -> secret;
      case RECOVERY -> recovery;
      case ICON -> icon;
    };
  }

  FieldRevisions next(EntryField field) {
    return switch (field) {
      case SUMMARY -> new FieldRevisions(summary + 1, secret, recovery, icon);
      case SECRET -> new FieldRevisions(summary, secret + 1, recovery, icon);
      case RECOVERY -> new FieldRevisions(summary, secret, recovery + 1, icon);
      case ICON -> new FieldRevisions(summary, secret, recovery, icon + 1);
    };
  }

  byte[] toByteArray() {
    return ByteBuffer.allocate(32)
        .putLong(summary)
        .putLong(secret)
        .putLong(recovery)
        .putLong(icon)
        .array();
  }
}
