package dev.watchword.core.vault;

import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.OtpParameters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a vault shows of an account without opening its secret.
///
/// @param id never reused
/// @param label issuer and account name
/// @param parameters the type of code and its parameters; for HOTP with the next counter
/// @param tags at most 64, each 1 to 64 code points, without doubles
/// @param note at most 4,096 bytes of UTF-8; empty for none
/// @param pinned whether it is shown first
/// @param createdAt when it came into the vault, in whole seconds
/// @param trashedAt when it was put into the trash; empty while it is in use
public record Entry(
    EntryId id,
    Label label,
    OtpParameters parameters,
    List<String> tags,
    String note,
    boolean pinned,
    Instant createdAt,
    Optional<Instant> trashedAt) {

  /// The tag of an entry that a customer handed over: reserved, and never shown as a tag.
  static final String HELD_TAG = "watchword:held";

  private static final int MAX_TAGS = 64;
  private static final int MAX_TAG_CODE_POINTS = 64;
  private static final int MAX_NOTE_BYTES = 4096;

  public Entry {
    tags = checkedTags(tags);
    note = checkedNote(note);
  }

  static List<String> checkedTags(List<String> tags) {
    if (tags.isEmpty()) {
      return List.of();
    }
    List<String> trimmed =
        tags.stream().map(String::strip).filter(tag -> !tag.isEmpty()).distinct().toList();
    if (trimmed.size() > MAX_TAGS) {
      throw new IllegalArgumentException("tags: at most 64, got " + trimmed.size());
    }
    for (String tag : trimmed) {
      if (tag.codePointCount(0, tag.length()) > MAX_TAG_CODE_POINTS) {
        throw new IllegalArgumentException("tags: each at most 64 characters");
      }
    }
    return trimmed;
  }

  static String checkedNote(String note) {
    boolean surelyShort = note.length() <= MAX_NOTE_BYTES / 3;
    if (!surelyShort && note.getBytes(StandardCharsets.UTF_8).length > MAX_NOTE_BYTES) {
      throw new IllegalArgumentException("note: at most 4,096 bytes");
    }
    return note;
  }

  /// Whether a customer handed it over for a while: then [OpenVault] shows it to nobody, and
  /// [HeldEntries] makes its codes.
  boolean held() {
    return tags.contains(HELD_TAG);
  }

  public boolean trashed() {
    return trashedAt.isPresent();
  }

  public Entry withLabel(Label other) {
    return new Entry(id, other, parameters, tags, note, pinned, createdAt, trashedAt);
  }

  public Entry withParameters(OtpParameters others) {
    return new Entry(id, label, others, tags, note, pinned, createdAt, trashedAt);
  }

  public Entry withTags(List<String> others) {
    return new Entry(id, label, parameters, others, note, pinned, createdAt, trashedAt);
  }

  public Entry withNote(String other) {
    return new Entry(id, label, parameters, tags, other, pinned, createdAt, trashedAt);
  }

  public Entry withPinned(boolean yes) {
    return new Entry(id, label, parameters, tags, note, yes, createdAt, trashedAt);
  }

  public Entry withTrashedAt(Optional<Instant> when) {
    return new Entry(id, label, parameters, tags, note, pinned, createdAt, when);
  }
}
