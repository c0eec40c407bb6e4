package dev.watchword.core.audit;

import dev.watchword.core.audit.AuditReport.Intact;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the whole audit log and checks that it is what was written: places without a gap, every
/// field under its MAC, every link on the one before it, every checkpoint met (SECURITY AU-03 to
/// AU-05).
///
/// Where entries were [archived][ArchiveAudit], those that stay are checked one by one and counted,
/// the chain goes on behind the seam, and the segments that are given are walked through (AU-07).
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
    return verify(anchors, List.of());
  }

  /// @param anchors checkpoints from outside of the store, in any order; may be empty
  /// @param segments archived entries, in any order; may be some of them, or none
  public AuditReport verify(List<AuditCheckpoint> anchors, List<SegmentFile> segments) {
    while (true) {
      Optional<LinkedEntry> seam = AuditSeam.last(log);
      try {
        return walk(Anchors.of(anchors, keys), seam, segments);
      } catch (BrokenChain e) {
        if (AuditSeam.last(log).equals(seam)) {
          return e.report();
        } // else entries were archived meanwhile
      }
    }
  }

  private Intact walk(Anchors anchors, Optional<LinkedEntry> lastSeam, List<SegmentFile> segments) {
    Optional<AuditSeam> seam =
        lastSeam.map(LinkedEntry::entry).filter(keys::isGenuine).flatMap(AuditSeam::of);
    KeptWalk kept = new KeptWalk(keys, anchors);
    ChainWalk chain =
        seam.map(it -> new ChainWalk(keys, anchors, it.to(), it.head()))
            .orElseGet(() -> new ChainWalk(keys, anchors, 0, AuditMac.ZERO));
    long border = chain.seq();
    Map<Long, AuditSeam> seams = new HashMap<>();
    long read = 0;
    List<LinkedEntry> page = log.page(0, PAGE);
    while (!page.isEmpty()) {
      for (LinkedEntry linked : page) {
        read = linked.link().seq();
        if (read <= border) {
          kept.step(linked);
        } else {
          chain.step(linked);
        }
        AuditSeam.of(linked.entry()).ifPresent(it -> seams.put(it.to(), it));
      }
      page = log.page(read, PAGE);
    }
    seam.ifPresent(kept::end);
    long unread = border - walkSegments(segments, anchors, seams);
    anchors.end(chain.seq());
    return new Intact(chain.seq(), waiting(chain.seq()), anchors.lastMet(), unread);
  }

  /// @return how many entries were in them
  private long walkSegments(
      List<SegmentFile> segments, Anchors anchors, Map<Long, AuditSeam> seams) {
    long read = 0;
    Set<Long> seen = new HashSet<>();
    for (SegmentFile file : segments) {
      AuditSegment.Range range = range(file, anchors);
      AuditSeam seam = seams.get(range.to());
      if (seam == null || !AuditSegment.Range.of(seam).equals(range)) {
        throw new BrokenChain(
            range.from(), "The segment that begins here is not one that this log tells of.");
      }
      if (seen.add(range.to())) {
        read += range.to() - range.from() + 1;
      }
    }
    return read;
  }

  private AuditSegment.Range range(SegmentFile file, Anchors anchors) {
    AuditSegment segment = new AuditSegment(keys, anchors);
    try {
      file.read(segment::read);
      return segment.end();
    } catch (IllegalArgumentException e) {
      throw new BrokenChain(
          segment.next(), "A segment holds no entry for this place, or no end: " + e.getMessage());
    }
  }

  private int waiting(long seq) {
    List<AuditEntry> waiting = log.waiting(PAGE);
    if (!waiting.stream().allMatch(keys::isGenuine)) {
      throw new BrokenChain(seq + 1, "A field of an entry that waits for its place was changed.");
    }
    return waiting.size();
  }
}
