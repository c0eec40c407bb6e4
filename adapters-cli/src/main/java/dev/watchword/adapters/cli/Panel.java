package dev.watchword.adapters.cli;

import java.util.List;
import java.util.function.Consumer;

/// What the screen of the list shows in the place of the list, or below it.
sealed interface Panel {

  /// The list alone.
  record None() implements Panel {}

  /// The list, while the words to search are typed.
  record Search(LineEditor words) implements Panel {}

  /// A line to type: an issuer, a file's name.
  ///
  /// @param done gets the line
  record Question(String label, LineEditor line, Consumer<String> done) implements Panel {}

  /// Something to choose by a letter.
  record Menu(String title, List<Choice> choices) implements Panel {}

  /// One thing of a menu.
  record Choice(String key, String text, Runnable act) {}

  /// Lines to read, until a key is pressed.
  record Page(String title, List<String> lines) implements Panel {}

  /// A QR code that holds a secret: goes away by itself.
  record Picture(String title, List<String> lines, java.time.Instant until) implements Panel {}
}
