package dev.watchword.core.custody;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What webhooks are told of. All but the last is a line of a receipt's chain as well.
public enum ToldEvent {
  HANDED_OVER,
  RECOVERY_CODES_HANDED_OVER,
  CODE_READ,
  RECOVERY_CODE_READ,
  ENDED_BY_CUSTOMER,
  ENDED_BY_STAFF,
  ENDED_BY_TIME,
  /// Somebody was given notice of what happened to their account.
  NOTICE;

  /// The name in the API and in a delivery: `code-read` and so on.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static boolean isName(String text) {
    return Arrays.stream(values()).anyMatch(event -> event.text().equals(text));
  }

  /// All names, separated by commas.
  public static String names() {
    return Arrays.stream(values()).map(ToldEvent::text).collect(Collectors.joining(", "));
  }
}
