package dev.watchword.adapters.cli;

/// Styles for a screen; none where colour is not wanted. Keeps to the terminal's own colours, so
/// that light and dark ones both do. Stateless.
///
/// @param colour whether to use any
record Ink(boolean colour) {

  private static final String PLAIN = "\u001b[0m";
  private static final int SOON_SECONDS = 5;
  private static final int LATER_SECONDS = 10;

  private String styled(String style, String text) {
    return colour ? "\u001b[" + style + "m" + text + PLAIN : text;
  }

  String title(String text) {
    return styled("1;7", text);
  }

  String bold(String text) {
    return styled("1", text);
  }

  String faint(String text) {
    return styled("2", text);
  }

  String chosen(String text) {
    return styled("7", text);
  }

  /// The place where typing goes: also seen without colour.
  String cursor(String text) {
    return colour ? styled("7", text) : text.isBlank() ? "_" : text;
  }

  /// Light modules are drawn: white on black, whatever the terminal has.
  String picture(String text) {
    return styled("97;40", text);
  }

  String time(String text, long secondsLeft) {
    return styled(
        secondsLeft <= SOON_SECONDS ? "31" : secondsLeft <= LATER_SECONDS ? "33" : "32", text);
  }

  /// Without the styles.
  static String bare(String text) {
    return text.replaceAll("\u001b\\[[0-9;]*m", "");
  }

  static int width(String text) {
    return Columns.width(text.indexOf('\u001b') < 0 ? text : bare(text));
  }
}
