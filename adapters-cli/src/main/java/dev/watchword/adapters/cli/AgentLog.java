package dev.watchword.adapters.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;

/// The agent's few events, a line each, in a file for its user alone; never more than 64 KiB.
/// Thread-safe.
final class AgentLog {

  private static final long MAX_BYTES = 64 * 1024;

  private final Path file;
  private final InstantSource clock;

  AgentLog(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  synchronized void event(String text) {
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      if (Files.size(file) < MAX_BYTES) {
        Files.writeString(
            file, clock.instant() + " " + Neutral.line(text) + "\n", StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      // a full disk is no reason to stop answering the right user
      return;
    }
  }
}
