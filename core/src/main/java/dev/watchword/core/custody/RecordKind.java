package dev.watchword.core.custody;

import java.util.Locale;

/// The kinds of things that are kept about custody.
public enum RecordKind {
  LINK,
  RECEIPT,
  HELD,
  GRANT,
  EVENT,
  APPROVAL,
  TEAM,
  WEBHOOK,
  DELIVERY;

  /// The kind's name in a store: `link` and so on.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
