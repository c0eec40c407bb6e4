package dev.watchword.core.custody;

import dev.watchword.core.audit.AuditLog;
import java.time.Duration;
import java.time.Instant;

/// A store of custody as contracts see it, with a clock that stands still until the test moves it.
public interface CustodyWorld {

  CustodyStore custody();

  AuditLog auditLog();

  /// The store's time, in whole milliseconds.
  Instant now();

  void advance(Duration by);

  /// The same data as another process sees them.
  CustodyWorld otherNode();
}
