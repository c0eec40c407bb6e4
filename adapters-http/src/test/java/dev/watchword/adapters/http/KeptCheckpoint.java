package dev.watchword.adapters.http;

import dev.watchword.core.audit.AuditCheckpoint;
import dev.watchword.core.audit.CheckpointSink;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps the last checkpoint in memory.
final class KeptCheckpoint implements CheckpointSink {

  private volatile @Nullable AuditCheckpoint last;

  @Override
  public void write(AuditCheckpoint checkpoint) {
    last = checkpoint;
  }

  @Override
  public Optional<AuditCheckpoint> last() {
    return Optional.ofNullable(last);
  }
}
