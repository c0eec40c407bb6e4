package dev.watchword.adapters.interchange;

import java.util.ArrayList;
import java.util.List;

/// Cuts to the vault's limits what is only too long, and remembers to say so.
final class Cuts {

  private static final int MAX_NOTE_BYTES = 4096;
  private static final int MAX_TAGS = 64;
  private static final int MAX_TAG_CODE_POINTS = 64;

  private final List<String> said = new ArrayList<>();

  /// What was cut, as clauses.
  List<String> said() {
    return said;
  }

  /// The tags without blank and double ones.
  List<String> tags(List<String> tags) {
    List<String> fitting =
        tags.stream().map(String::strip).filter(tag -> !tag.isEmpty()).distinct().toList();
    List<String> cut = fitting.stream().map(Cuts::tag).distinct().limit(MAX_TAGS).toList();
    if (!cut.equals(fitting)) {
      said.add("tags were cut to 64 of 64 characters each");
    }
    return cut;
  }

  private static String tag(String tag) {
    return tag.codePointCount(0, tag.length()) <= MAX_TAG_CODE_POINTS
        ? tag
        : tag.substring(0, tag.offsetByCodePoints(0, MAX_TAG_CODE_POINTS)).strip();
  }

  String note(String note) {
    int bytes = 0;
    for (int i = 0; i < note.length(); ) {
      int c = note.codePointAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (bytes > MAX_NOTE_BYTES) {
        said.add("the note was cut at 4,096 bytes");
        return note.substring(0, i);
      }
      i += Character.charCount(c);
    }
    return note;
  }
}
