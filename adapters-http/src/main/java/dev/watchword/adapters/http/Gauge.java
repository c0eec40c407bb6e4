package dev.watchword.adapters.http;

import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;

/// A figure that `/metrics` shows and that the server does not know by itself.
///
/// @param name as Prometheus has it, such as `watchword_database_connections_busy`
/// @param help what it is, in a sentence
/// @param value asked at each look; quick, and it throws nothing
public record Gauge(String name, String help, DoubleSupplier value) {

  private static final Pattern NAME = Pattern.compile("watchword_[a-z][a-z_]{0,80}");

  /// @throws IllegalArgumentException when the name is none
  public Gauge {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("name: watchword_ and small letters, got " + name);
    }
  }
}
