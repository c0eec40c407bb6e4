package dev.watchword.adapters.cli;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/// Makes text from outside harmless to show (SECURITY LO-05).
///
/// What steers a terminal, turns the reading order or can't be seen is written out by its number in
/// braces: C0 and C1 controls, DEL, bidirectional and other format characters, line and paragraph
/// separators, fillers, tag characters, lone surrogates. The zero-width joiners stay between
/// letters of the scripts that need them. Stateless and thread-safe.
final class Neutral {

  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private Neutral() {}

  /// One line: line feeds and tabs are written out too.
  static String line(String text) {
    return neutral(text, false);
  }

  /// Text of several lines: line feeds and tabs stay.
  static String block(String text) {
    return neutral(text, true);
  }

  private static String neutral(String text, boolean block) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return slow(text, i, block);
      }
    }
    return text;
  }

  private static String slow(String text, int from, boolean block) {
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, from);
    int i = from;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (harmless(text, i, c) || block && (c == '\n' || c == '\t')) {
        out.appendCodePoint(c);
      } else {
        out.append("\\u{").append(Integer.toHexString(c)).append('}');
      }
      i += Character.charCount(c);
    }
    return out.toString();
  }

  /// Whether the code point at `index` may be shown as it is.
  static boolean harmless(String text, int index, int codePoint) {
    if (codePoint >= ' ' && codePoint <= '~') {
      return true;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      case Character.FORMAT -> joiner(codePoint) && Joining.needed(text, index);
      default -> !invisible(codePoint);
    };
  }

  private static boolean joiner(int c) {
    return c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;
  }

  /// Letters and marks that show nothing: fillers, the grapheme joiner, variation selectors past
  /// the first sixteen, the blank Braille cell.
  private static boolean invisible(int c) {
    return c == 0x034f
        || c == 0x115f
        || c == 0x1160
        || c == 0x17b4
        || c == 0x17b5
        || c >= 0x180b && c <= 0x180f
        || c == 0x2800
        || c == 0x3164
        || c == 0xffa0
        || c >= 0xe0000 && c <= 0xe0fff;
  }

  /// Where zero-width joiners belong.
  private static final class Joining {

    private static final Set<UnicodeScript> SCRIPTS =
        EnumSet.of(
            UnicodeScript.ARABIC,
            UnicodeScript.SYRIAC,
            UnicodeScript.NKO,
            UnicodeScript.MONGOLIAN,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.BENGALI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.GUJARATI,
            UnicodeScript.ORIYA,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU,
            UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM,
            UnicodeScript.SINHALA,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN);

    static boolean needed(String text, int index) {
      if (index == 0 || index + 1 >= text.length()) {
        return false;
      }
      return joins(text.codePointBefore(index)) && joins(text.codePointAt(index + 1));
    }

    private static boolean joins(int c) {
      return switch (Character.getType(c)) {
        case Character.OTHER_LETTER, Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK ->
            SCRIPTS.contains(UnicodeScript.of(c));
        default -> false;
      };
    }
  }
}
