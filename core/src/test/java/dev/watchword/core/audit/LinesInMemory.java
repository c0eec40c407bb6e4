package dev.watchword.core.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A segment in memory: the fake that tests use, held to the same contract as the real one.
public final class LinesInMemory implements SegmentFile {

  private List<String> lines = new ArrayList<>();
  private boolean written;

  /// Lets a test play an attacker with the file: its lines.
  public List<String> lines() {
    return lines;
  }

  @Override
  public void write(Consumer<Consumer<String>> from) {
    if (written) {
      throw new IllegalStateException("There is a segment already.");
    }
    List<String> all = new ArrayList<>();
    from.accept(all::add);
    lines = all;
    written = true;
  }

  @Override
  public void read(Consumer<String> line) {
    if (!written) {
      throw new IllegalStateException("There is no segment.");
    }
    for (String each : List.copyOf(lines)) {
      if (each.length() > MAX_LINE) {
        throw new IllegalArgumentException("segment: a line is too long");
      }
      line.accept(each);
    }
  }
}
