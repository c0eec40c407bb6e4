package dev.watchword.core.custody;

/// The rule for words that people type about custody: kept as they are, without what could be taken
/// for something else on a page, in a log or on a terminal.
final class PlainText {

  private PlainText() {}

  /// @param least 0 where it may be empty
  /// @throws IllegalArgumentException when it is out of range
  static String checked(String what, String value, int least, int most) {
    String text = value.strip();
    int length = text.codePointCount(0, text.length());
    if (length < least || length > most) {
      throw new IllegalArgumentException(
          "%s: %d to %d characters, got %d".formatted(what, least, most, length));
    }
    if (text.codePoints().anyMatch(PlainText::isDeceptive)) {
      throw new IllegalArgumentException(what + ": it holds a control or invisible character");
    }
    return text;
  }

  /// The same of words that come from outside: what is deceptive becomes `?`, and the end is cut.
  static String neutral(String value, int most) {
    StringBuilder neutral = new StringBuilder();
    value
        .strip()
        .codePoints()
        .limit(most)
        .forEach(c -> neutral.appendCodePoint(isDeceptive(c) ? '?' : c));
    return neutral.toString();
  }

  private static boolean isDeceptive(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
