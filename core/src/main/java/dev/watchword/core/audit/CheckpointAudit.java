package dev.watchword.core.audit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/// Writes a checkpoint once the chain has grown by 1,000 entries, or has grown at all and a minute
/// has passed (SECURITY AU-05); and when asked for, before a process ends. Run it after
/// [LinkAudit], by one thread.
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

  /// @return the checkpoint that was written; empty when none was due
  public Optional<AuditCheckpoint> checkpointIfDue() {
    return write(this::isDue);
  }

  /// Writes one at once, so that nothing before this is without.
  ///
  /// @return empty when the chain has not grown since the last
  public Optional<AuditCheckpoint> checkpoint() {
    return write(head -> sink.last().map(last -> head.seq() > last.seq()).orElse(true));
  }

  private Optional<AuditCheckpoint> write(Predicate<AuditLink> wanted) {
    Optional<AuditCheckpoint> written = log.head().filter(wanted).map(this::at);
    written.ifPresent(sink::write);
    return written;
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
