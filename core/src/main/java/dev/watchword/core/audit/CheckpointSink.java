package dev.watchword.core.audit;

import java.util.Optional;

/// Where checkpoints go: a place that whoever can write to the store cannot write to (a port). Some
/// are kept for good; beside them the newest of all is noted, in the place of the one before it, so
/// that it can be written often. Implementations are thread-safe.
public interface CheckpointSink {

  /// Keeps one more checkpoint, durably, after those that are there.
  void write(AuditCheckpoint checkpoint);

  /// Notes the newest, durably, in the place of what was noted before; what was written stays.
  void note(AuditCheckpoint newest);

  /// The last one that was written, if any.
  Optional<AuditCheckpoint> last();

  /// The one that is furthest along the log, of the last that was written and what was noted.
  Optional<AuditCheckpoint> newest();
}
