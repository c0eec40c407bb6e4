package dev.watchword.adapters.cli;

import java.util.List;
import java.util.Optional;

/// A whole screen to draw on, and its keys. One thread.
interface Display extends AutoCloseable {

  /// At least 1.
  int rows();

  /// At least 1.
  int columns();

  /// Whether styles may be used.
  boolean colour();

  /// Shows these lines, from the top; what is below them is blank.
  ///
  /// @param lines each at most as wide as the screen, styles aside
  void show(List<String> lines);

  /// The next key.
  ///
  /// @param millis how long to wait for it; it may be shorter when the screen's size has changed
  Optional<Key> key(long millis);

  /// Hands the terminal a control sequence that shows nothing.
  void send(String sequence);

  /// Leaves the screen as it was.
  @Override
  void close();
}
