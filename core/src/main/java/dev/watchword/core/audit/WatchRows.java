package dev.watchword.core.audit;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Looks at the audit log and, where that is intact, at all rows beside it: puts on record what is
/// wrong, once, and takes no row any longer that is (SECURITY CR-12). Thread-safe.
public final class WatchRows {

  private static final Origin SERVER = new Origin("server", "clock", "");

  private final VerifyAudit verify;
  private final FindContradictions find;
  private final RowDistrust distrust;
  private final AuditLog log;
  private final AuditTrail trail;
  private final InstantSource clock;
  private final Set<Contradiction> known = new HashSet<>();
  private boolean knowsBroken;

  public WatchRows(
      VerifyAudit verify,
      FindContradictions find,
      RowDistrust distrust,
      AuditLog log,
      AuditTrail trail,
      InstantSource clock) {
    this.verify = verify;
    this.find = find;
    this.distrust = distrust;
    this.log = log;
    this.trail = trail;
    this.clock = clock;
  }

  /// What a look found that none before it had.
  public sealed interface Outcome {

    /// Rows that are not as the log tells; empty where all is well.
    record Looked(List<Contradiction> contradictions) implements Outcome {
      public Looked {
        contradictions = List.copyOf(contradictions);
      }
    }

    /// The log was changed, so nothing can be held against it.
    record LogBroken(AuditReport.Broken where) implements Outcome {}
  }

  /// @param anchors checkpoints from outside of the store; may be empty
  public synchronized Outcome watch(List<AuditCheckpoint> anchors) {
    return switch (verify.verify(anchors)) {
      case AuditReport.Broken where -> {
        if (!knowsBroken) {
          alarm(AuditEvent.Alarm.Act.LOG_BROKEN, 1);
          knowsBroken = true;
        }
        yield new Outcome.LogBroken(where);
      }
      case AuditReport.Intact _ -> new Outcome.Looked(fresh());
    };
  }

  private List<Contradiction> fresh() {
    List<Contradiction> all = find.find();
    all.forEach(one -> one.row().ifPresent(distrust::distrust));
    List<Contradiction> fresh = all.stream().filter(known::add).toList();
    if (!fresh.isEmpty()) {
      alarm(AuditEvent.Alarm.Act.ROWS_CONTRADICT_LOG, fresh.size());
    }
    return fresh;
  }

  private void alarm(AuditEvent.Alarm.Act act, int count) {
    var event = new AuditEvent.Alarm(act, count);
    log.append(trail.entry(clock.instant(), SERVER, event));
  }
}
