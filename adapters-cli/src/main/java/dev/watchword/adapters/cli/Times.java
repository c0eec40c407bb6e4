package dev.watchword.adapters.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/// Reads the times that people type.
final class Times {

  private Times() {}

  /// RFC 3339 (`2026-05-01T12:00:00Z`, or with an offset), or seconds since 1970.
  ///
  /// @throws Failure when it is neither
  static Instant instant(String text) {
    try {
      return text.matches("[0-9]{1,12}")
          ? Instant.ofEpochSecond(Long.parseLong(text))
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw Failure.usage("--at takes a time such as 2026-05-01T12:00:00Z, or seconds since 1970.");
    }
  }
}
