package dev.watchword.adapters.cli;

/// One line that is being typed. One thread.
final class LineEditor {

  private static final int LONGEST = 4096;

  private final StringBuilder text;
  private int cursor;

  LineEditor(String text) {
    this.text = new StringBuilder(text);
    this.cursor = text.length();
  }

  String text() {
    return text.toString();
  }

  /// What stands before the cursor.
  String before() {
    return text.substring(0, cursor);
  }

  /// What stands behind it.
  String behind() {
    return text.substring(cursor);
  }

  /// @return false for a key that means nothing to a line
  boolean take(Key key) {
    switch (key.kind()) {
      case TEXT, PASTE -> insert(key.text());
      case BACKSPACE -> {
        if (cursor > 0) {
          int from = text.offsetByCodePoints(cursor, -1);
          text.delete(from, cursor);
          cursor = from;
        }
      }
      case DELETE -> {
        if (cursor < text.length()) {
          text.delete(cursor, text.offsetByCodePoints(cursor, 1));
        }
      }
      case CLEAR -> {
        text.setLength(0);
        cursor = 0;
      }
      case LEFT -> cursor = cursor > 0 ? text.offsetByCodePoints(cursor, -1) : 0;
      case RIGHT -> cursor = cursor < text.length() ? text.offsetByCodePoints(cursor, 1) : cursor;
      case HOME -> cursor = 0;
      case END -> cursor = text.length();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void insert(String more) {
    String line = more.lines().findFirst().orElse("");
    if (text.length() + line.length() <= LONGEST) {
      text.insert(cursor, line);
      cursor += line.length();
    }
  }
}
