package dev.watchword.core.audit;

import static dev.watchword.core.verification.Node.subscriber;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A log that makes its pages when they are asked for, in order: as long as a test wants, and in no
/// memory.
final class EndlessLog implements AuditLog {

  private final AuditTrail trail;
  private final long length;
  private Optional<AuditLink> head = Optional.empty();

  private EndlessLog(AuditTrail trail, long length) {
    this.trail = trail;
    this.length = length;
  }

  static AuditLog of(AuditTrail trail, long length) {
    return new EndlessLog(trail, length);
  }

  @Override
  public List<LinkedEntry> page(long afterSeq, int limit) {
    List<LinkedEntry> page = new ArrayList<>();
    for (long seq = afterSeq + 1; seq <= length && page.size() < limit; seq++) {
      var event =
          new AuditEvent.Recovery(
              subscriber("ann"), AuditEvent.Recovery.Act.REJECTED, 10, (int) seq);
      AuditEntry entry = trail.entry(Instant.EPOCH, Origin.of("a"), event);
      AuditLink link = trail.next(head, entry);
      head = Optional.of(link);
      page.add(new LinkedEntry(entry, link));
    }
    return page;
  }

  @Override
  public List<LinkedEntry> find(AuditQuery query) {
    return List.of();
  }

  @Override
  public boolean archive(long lastSeam, List<Places> gone, AuditEntry entry, AuditTrail linker) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void append(AuditEntry entry) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int link(int limit, AuditTrail linker) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<AuditLink> head() {
    return head;
  }

  @Override
  public List<AuditEntry> waiting(int limit) {
    return List.of();
  }
}
