package dev.watchword.adapters.cli;

import dev.watchword.core.audit.SegmentFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// A segment of the audit log as a file.
///
/// @param file its name
record SegmentOnDisk(Path file) implements SegmentFile {

  /// @throws Failure when there is such a file already, or it can't be written
  @Override
  public void write(Consumer<Consumer<String>> lines) {
    NewFile.write(
        file,
        out -> {
          try {
            lines.accept(line -> {
              try {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
        });
  }

  /// @throws Failure when it can't be read
  @Override
  public void read(Consumer<String> line) {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      StringBuilder open = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        if (c == '\n') {
          line.accept(open.toString());
          open.setLength(0);
        } else if (open.length() == MAX_LINE) {
          throw new IllegalArgumentException("segment: a line is too long");
        } else {
          open.append((char) c);
        }
      }
      if (!open.isEmpty()) {
        line.accept(open.toString());
      }
    } catch (IOException e) {
      throw Failure.expected(
          "no-segment", "The segment " + Neutral.line(file.toString()) + " can't be read.");
    }
  }
}
