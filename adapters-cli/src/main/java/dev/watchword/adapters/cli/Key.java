package dev.watchword.adapters.cli;

/// What somebody pressed.
///
/// @param text what was typed or pasted, or what the terminal says its clipboard holds; else empty
record Key(Kind kind, String text) {

  /// Which key it is.
  enum Kind {
    TEXT,
    PASTE,
    CLIPBOARD,
    ENTER,
    ESCAPE,
    UP,
    DOWN,
    LEFT,
    RIGHT,
    HOME,
    END,
    PAGE_UP,
    PAGE_DOWN,
    BACKSPACE,
    DELETE,
    CLEAR,
    REDRAW,
    /// The terminal is gone.
    GONE,
    OTHER
  }

  static Key of(Kind kind) {
    return new Key(kind, "");
  }

  static Key typed(String text) {
    return new Key(Kind.TEXT, text);
  }

  /// May hold a secret that was pasted.
  @Override
  public String toString() {
    return "Key[" + kind + "]";
  }
}
