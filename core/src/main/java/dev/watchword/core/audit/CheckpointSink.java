package dev.watchword.core.audit;

import java.util.Optional;

/// Where checkpoints go: a place that whoever can write to the store cannot write to (a port).
public interface CheckpointSink {

  /// Keeps one more checkpoint, durably, after those that are there.
  void write(AuditCheckpoint checkpoint);

  /// The last one that was written, if any.
  Optional<AuditCheckpoint> last();
}
