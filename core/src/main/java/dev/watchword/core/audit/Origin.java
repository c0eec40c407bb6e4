package dev.watchword.core.audit;

/// Who asked for an act, and from where.
///
/// Control, format and line-breaking characters become `?`, so that one entry stays one line; each
/// part is cut at 128 characters.
///
/// @param actor who asked: an API token's id, an operator's name, a relying party's process
/// @param source where from: a network address, or a name such as `cli`
/// @param requestId what ties the entry to a log line; empty where there is none
public record Origin(String actor, String source, String requestId) {

  private static final int MAX_LENGTH = 128;

  public Origin {
    actor = neutral(actor);
    source = neutral(source);
    requestId = neutral(requestId);
  }

  /// An act of the program that this library is part of.
  public static Origin of(String actor) {
    return new Origin(actor, "library", "");
  }

  private static String neutral(String text) {
    boolean plain = text.length() <= MAX_LENGTH;
    for (int i = 0; plain && i < text.length(); i++) {
      plain = text.charAt(i) >= 0x20 && text.charAt(i) < 0x7f;
    }
    if (plain) {
      return text;
    }
    StringBuilder neutral = new StringBuilder();
    text.codePoints()
        .limit(MAX_LENGTH)
        .forEach(c -> neutral.appendCodePoint(isNeutral(c) ? c : '?'));
    return neutral.toString();
  }

  private static boolean isNeutral(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }
}
