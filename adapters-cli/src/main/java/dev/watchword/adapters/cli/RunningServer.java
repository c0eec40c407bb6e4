package dev.watchword.adapters.cli;

import java.net.URI;
import java.util.Optional;

/// A server that was started for `watchword serve`; [#close] lets requests under way end and stops
/// it.
public interface RunningServer extends AutoCloseable {

  /// Where it answers.
  URI uri();

  /// The code by which the first person sets up their account in a browser; empty where there is
  /// somebody already.
  default Optional<String> setupCode() {
    return Optional.empty();
  }

  @Override
  void close();
}
