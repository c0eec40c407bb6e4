package dev.watchword.core.audit;

import java.time.Instant;

/// One line of the audit log, as it is written beside the act that it tells of.
///
/// @param at the store's time, in whole milliseconds
/// @param node which process wrote it
/// @param origin who asked, and from where
/// @param subject see [AuditEvent#subject]
/// @param action see [AuditEvent#action]
/// @param details see [AuditEvent#details]
/// @param mac over all the others, under a key that is not in the store
public record AuditEntry(
    Instant at,
    String node,
    Origin origin,
    String subject,
    String action,
    String details,
    AuditMac mac) {

  public AuditEntry {
    if (at.getNano() % 1_000_000 != 0) {
      throw new IllegalArgumentException("at: whole milliseconds, got " + at);
    }
  }
}
