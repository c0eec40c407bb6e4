package dev.watchword.app;

import dev.watchword.adapters.storage.StorageModule;
import java.nio.file.Path;
import java.time.Duration;

/// Nodes for tests, with the patience that `watchword serve` has unless it is told otherwise.
final class TestNodes {

  private TestNodes() {}

  static ServedNode named(String name, Path anchor) {
    return new ServedNode(name, StorageModule.checkpoints(anchor), Duration.ofSeconds(10));
  }
}
