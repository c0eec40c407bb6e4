package dev.watchword.adapters.cli;

import java.net.URI;

/// A server that was started for `watchword serve`; [#close] lets requests under way end and stops
/// it.
public interface RunningServer extends AutoCloseable {

  /// Where it answers.
  URI uri();

  @Override
  void close();
}
