package dev.watchword.adapters.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the times that people type.
final class Times {

  private static final Pattern FROM_NOW = Pattern.compile("([1-9][0-9]{0,4})([mhd])");

  private Times() {}

  /// So many minutes, hours or days from now (`90m`, `12h`, `7d`), or a time (RFC 3339).
  ///
  /// @param option whose value it is
  /// @throws Failure when it is neither
  static Instant later(String option, String text, Instant now) {
    Matcher matcher = FROM_NOW.matcher(text);
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      return now.plus(
          switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          });
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw Failure.usage(option + " takes 90m, 12h, 7d, or a time such as 2026-05-01T12:00:00Z.");
    }
  }

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
