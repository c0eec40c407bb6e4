package dev.watchword.core.audit;

/// Gives waiting entries their places in the chain: run every second or so, on every node, and
/// before the log is read.
///
/// Any number of nodes may run it at once; the store lets one at a time through. Thread-safe.
public final class LinkAudit {

  private static final int BATCH = 1000;

  private final AuditLog log;
  private final AuditTrail trail;

  public LinkAudit(AuditLog log, AuditTrail trail) {
    this.log = log;
    this.trail = trail;
  }

  /// Links all that waits.
  ///
  /// @return how many entries this call linked
  public long link() {
    long linked = 0;
    int batch;
    do {
      batch = log.link(BATCH, trail);
      linked += batch;
    } while (batch == BATCH);
    return linked;
  }
}
