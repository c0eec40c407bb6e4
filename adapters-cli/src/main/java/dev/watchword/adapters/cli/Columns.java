package dev.watchword.adapters.cli;

import java.lang.Character.UnicodeScript;

/// How wide a text is on a screen of fixed-width characters.
final class Columns {

  private Columns() {}

  /// In columns: two for each wide East Asian character or emoji, none for a combining mark.
  static int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      width += c < 0x300 ? 1 : width(c);
      i += Character.charCount(c);
    }
    return width;
  }

  private static int width(int c) {
    switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> {
        return 0;
      }
      default -> {
        boolean wide =
            c >= 0xff01 && c <= 0xff60
                || c >= 0x1f300 && c <= 0x1faff
                || c >= 0x3000 && c <= 0x303e
                || isWide(UnicodeScript.of(c));
        return wide ? 2 : 1;
      }
    }
  }

  private static boolean isWide(UnicodeScript script) {
    return switch (script) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, YI -> true;
      default -> false;
    };
  }

  /// The text in exactly so many columns: filled with blanks, or cut and marked by `…`.
  static String fit(String text, int columns) {
    int width = width(text);
    if (width <= columns) {
      return text + " ".repeat(columns - width);
    }
    StringBuilder cut = new StringBuilder();
    int used = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = c < 0x300 ? 1 : width(c);
      if (used + next > columns - 1) {
        break;
      }
      cut.appendCodePoint(c);
      used += next;
      i += Character.charCount(c);
    }
    return cut + "…" + " ".repeat(columns - 1 - used);
  }
}
