package dev.watchword.core.account;

/// The rule for names that travel in paths, logs and audit entries: no character that could be
/// taken for something else.
public final class PlainName {

  private PlainName() {}

  /// @param what names the value in the refusal
  /// @return the value as it came
  /// @throws IllegalArgumentException when it is empty, too long, or holds such a character
  public static String checked(String what, String value, int maxCodePoints) {
    int length = value.codePointCount(0, value.length());
    if (length < 1 || length > maxCodePoints) {
      throw new IllegalArgumentException(
          "%s: 1 to %d characters, got %d".formatted(what, maxCodePoints, length));
    }
    if (value.codePoints().anyMatch(PlainName::isDeceptive)) {
      throw new IllegalArgumentException(what + ": it holds a control or invisible character");
    }
    return value;
  }

  private static boolean isDeceptive(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
