package dev.watchword.core.audit;

import java.util.function.Consumer;

/// A place outside of the store for a part of the audit log: lines of text, written once (a port).
///
/// What is handed in may throw: that goes on to the caller as it is. Not thread-safe.
public interface SegmentFile {

  /// The longest line, in characters.
  int MAX_LINE = 32_768;

  /// Writes all lines: they are there, durably, when this returns, and none of them where it fails.
  ///
  /// @param lines is handed what takes one line after the other, without its end
  /// @throws RuntimeException when there is something already, or it can't be written
  void write(Consumer<Consumer<String>> lines);

  /// Reads what is there.
  ///
  /// @param line takes one after the other, without its end
  /// @throws IllegalArgumentException when a line is longer than [#MAX_LINE]
  /// @throws RuntimeException when it can't be read
  void read(Consumer<String> line);
}
