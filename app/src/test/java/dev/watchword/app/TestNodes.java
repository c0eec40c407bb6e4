package dev.watchword.app;

import dev.watchword.adapters.cli.AnchorFiles;
import dev.watchword.adapters.storage.StorageModule;
import dev.watchword.core.audit.CheckpointSink;
import java.nio.file.Path;
import java.time.Duration;

/// Nodes for tests, with the patience that `watchword serve` has unless it is told otherwise.
final class TestNodes {

  private TestNodes() {}

  static ServedNode named(String name, Path anchor) {
    return new ServedNode(name, checkpoints(anchor), Duration.ofHours(1));
  }

  /// Where a node keeps its checkpoints.
  static CheckpointSink checkpoints(Path anchor) {
    return StorageModule.checkpoints(anchor, new AnchorFiles(anchor).newest());
  }
}
