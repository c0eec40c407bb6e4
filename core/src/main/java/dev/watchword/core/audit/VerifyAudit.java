package dev.watchword.core.audit;

import dev.watchword.core.audit.AuditReport.Broken;
import dev.watchword.core.audit.AuditReport.Intact;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Reads the whole audit log and checks that it is what was written: places without a gap, every
/// field under its MAC, every link on the one before it, every checkpoint met (SECURITY AU-03 to
/// AU-05).
///
/// Holds one page in memory at a time. Thread-safe.
public final class VerifyAudit {

  private static final int PAGE = 2000;

  private final AuditLog log;
  private final AuditKeys keys;

  public VerifyAudit(AuditLog log, AuditKeys keys) {
    this.log = log;
    this.keys = keys;
  }

  /// @param anchors checkpoints from outside of the store, in any order; may be empty
  public AuditReport verify(List<AuditCheckpoint> anchors) {
    TreeMap<Long, AuditMac> expected = new TreeMap<>();
    for (AuditCheckpoint anchor : anchors) {
      if (!anchor.isSignedBy(keys)) {
        return new Broken(anchor.seq(), "The checkpoint for this place is not one of ours.");
      }
      AuditMac other = expected.put(anchor.seq(), anchor.head());
      if (other != null && !other.equals(anchor.head())) {
        return new Broken(anchor.seq(), "Two checkpoints contradict each other here.");
      }
    }
    return walk(expected);
  }

  private AuditReport walk(TreeMap<Long, AuditMac> anchors) {
    long seq = 0;
    AuditMac head = AuditMac.ZERO;
    List<LinkedEntry> page = log.page(0, PAGE);
    while (!page.isEmpty()) {
      for (LinkedEntry linked : page) {
        String problem = problem(linked, seq + 1, head, anchors);
        if (!problem.isEmpty()) {
          return new Broken(seq + 1, problem);
        }
        seq++;
        head = linked.link().mac();
      }
      page = log.page(seq, PAGE);
    }
    if (!anchors.isEmpty() && anchors.lastKey() > seq) {
      return new Broken(
          seq + 1,
          "The log ends before this place, and a checkpoint says that it went on to %d."
              .formatted(anchors.lastKey()));
    }
    return waiting(seq, anchors);
  }

  private String problem(LinkedEntry linked, long seq, AuditMac head, Map<Long, AuditMac> anchors) {
    AuditLink link = linked.link();
    if (link.seq() != seq) {
      return "The entry of this place is missing.";
    }
    if (!keys.isGenuine(linked.entry())) {
      return "A field of this entry was changed.";
    }
    if (!link.previous().equals(head)) {
      return "This entry does not follow the one before it.";
    }
    if (!keys.ofLink(seq, head, linked.entry().mac()).equals(link.mac())) {
      return "This entry was not linked by us.";
    }
    AuditMac anchor = anchors.get(seq);
    return anchor != null && !anchor.equals(link.mac())
        ? "A checkpoint says that another entry stood here: the log was replaced."
        : "";
  }

  private AuditReport waiting(long seq, TreeMap<Long, AuditMac> anchors) {
    List<AuditEntry> waiting = log.waiting(PAGE);
    for (AuditEntry entry : waiting) {
      if (!keys.isGenuine(entry)) {
        return new Broken(seq + 1, "A field of an entry that waits for its place was changed.");
      }
    }
    return new Intact(
        seq,
        waiting.size(),
        anchors.isEmpty() ? OptionalLong.empty() : OptionalLong.of(anchors.lastKey()));
  }
}
