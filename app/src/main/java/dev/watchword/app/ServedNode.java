package dev.watchword.app;

import dev.watchword.core.audit.CheckpointSink;
import java.time.Duration;

/// One server process among those of a database.
///
/// @param name its name in the audit log, 1 to 64 characters
/// @param anchor where it writes checkpoints of the audit log
/// @param patience how long a vault that was opened waits for the first look at its store; zero for
///   not at all
/// @param request how long whoever unlocks a vault by a page waits for that before the answer
record ServedNode(String name, CheckpointSink anchor, Duration patience, Duration request) {

  private static final int LONGEST = 64;
  private static final Duration REQUEST = Duration.ofSeconds(20);

  /// With less patience for a request than the server has for its connection.
  ServedNode(String name, CheckpointSink anchor, Duration patience) {
    this(name, anchor, patience, REQUEST);
  }

  ServedNode {
    if (name.isBlank() || name.length() > LONGEST) {
      throw new IllegalArgumentException("A node's name has 1 to 64 characters.");
    }
  }

  /// A name that no other process has at the same time: the host's, and the process's number.
  static String nameOf(String host, long process) {
    String end = "-" + process;
    String start = host.isBlank() ? "node" : host.strip();
    return start.substring(0, Math.min(start.length(), LONGEST - end.length())) + end;
  }
}
