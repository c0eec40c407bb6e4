package dev.watchword.core.audit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Writes a checkpoint once the chain has grown by 1,000 entries, or has grown at all and a minute
/// has passed (SECURITY AU-05); and when asked for, before a process ends. Until one is due, it
/// notes how far the chain has come each time that it has grown, so that a store is found that was
/// put back, after a kill, to what it was a few seconds before (CR-13). Run it after [LinkAudit],
/// by one thread.
public final class CheckpointAudit {

  private static final long ENTRIES = 1000;
  private static final Duration PAUSE = Duration.ofSeconds(60);

  private final AuditLog log;
  private final AuditTrail trail;
  private final CheckpointSink sink;
  private final InstantSource clock;

  public CheckpointAudit(AuditLog log, AuditTrail trail, CheckpointSink sink, InstantSource clock) {
    this.log = log;
    this.trail = trail;
    this.sink = sink;
    this.clock = clock;
  }

  /// @return the checkpoint that was written; empty when none was due, whether one was noted or not
  public Optional<AuditCheckpoint> checkpointIfDue() {
    return log.head().flatMap(head -> isDue(head) ? Optional.of(write(head)) : note(head));
  }

  /// Writes one at once, so that nothing before this is without.
  ///
  /// @return empty when the chain has not grown since the last
  public Optional<AuditCheckpoint> checkpoint() {
    return log.head().filter(head -> isAfter(head, sink.last())).map(this::write);
  }

  private AuditCheckpoint write(AuditLink head) {
    AuditCheckpoint written = at(head);
    sink.write(written);
    return written;
  }

  private Optional<AuditCheckpoint> note(AuditLink head) {
    if (isAfter(head, sink.newest())) {
      sink.note(at(head));
    }
    return Optional.empty();
  }

  private static boolean isAfter(AuditLink head, Optional<AuditCheckpoint> checkpoint) {
    return checkpoint.map(it -> head.seq() > it.seq()).orElse(true);
  }

  private AuditCheckpoint at(AuditLink head) {
    return trail.checkpoint(head, clock.instant());
  }

  private boolean isDue(AuditLink head) {
    return sink.last()
        .map(last ->
            head.seq() - last.seq() >= ENTRIES
                || head.seq() > last.seq() && !clock.instant().isBefore(last.at().plus(PAUSE)))
        .orElse(true);
  }
}
