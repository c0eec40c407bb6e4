package dev.watchword.core.audit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Checkpoints in memory. Each goes through its line, as on a disk.
public final class KeptCheckpoints implements CheckpointSink {

  private final List<AuditCheckpoint> written = new CopyOnWriteArrayList<>();
  private volatile @Nullable AuditCheckpoint noted;

  @Override
  public void write(AuditCheckpoint checkpoint) {
    written.add(AuditCheckpoint.parse(checkpoint.toLine()));
  }

  @Override
  public void note(AuditCheckpoint newest) {
    noted = AuditCheckpoint.parse(newest.toLine());
  }

  @Override
  public Optional<AuditCheckpoint> last() {
    return written.isEmpty() ? Optional.empty() : Optional.of(written.getLast());
  }

  @Override
  public Optional<AuditCheckpoint> newest() {
    return Stream.concat(last().stream(), Optional.ofNullable(noted).stream())
        .max(Comparator.comparingLong(AuditCheckpoint::seq));
  }

  /// Those that are kept, oldest first.
  public List<AuditCheckpoint> written() {
    return List.copyOf(written);
  }
}
