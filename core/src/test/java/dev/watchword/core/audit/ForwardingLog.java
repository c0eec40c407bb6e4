package dev.watchword.core.audit;

import java.util.List;
import java.util.Optional;

/// A log that leaves all to another, for tests that have something happen on the way.
public class ForwardingLog implements AuditLog {

  private final AuditLog log;

  public ForwardingLog(AuditLog log) {
    this.log = log;
  }

  @Override
  public void append(AuditEntry entry) {
    log.append(entry);
  }

  @Override
  public int link(int limit, AuditTrail trail) {
    return log.link(limit, trail);
  }

  @Override
  public List<LinkedEntry> page(long afterSeq, int limit) {
    return log.page(afterSeq, limit);
  }

  @Override
  public List<LinkedEntry> find(AuditQuery query) {
    return log.find(query);
  }

  @Override
  public boolean archive(long lastSeam, List<Places> gone, AuditEntry entry, AuditTrail trail) {
    return log.archive(lastSeam, gone, entry, trail);
  }

  @Override
  public Optional<AuditLink> head() {
    return log.head();
  }

  @Override
  public List<AuditEntry> waiting(int limit) {
    return log.waiting(limit);
  }
}
