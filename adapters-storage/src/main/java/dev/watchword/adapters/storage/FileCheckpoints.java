package dev.watchword.adapters.storage;

import dev.watchword.core.audit.AuditCheckpoint;
import dev.watchword.core.audit.CheckpointSink;
import dev.watchword.core.vault.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checkpoints of the audit log in a file beside the database, or better on another disk: a line
/// each, added at the end and synced, readable by its owner alone. A line that a crash cut off is
/// passed over. Thread-safe.
final class FileCheckpoints implements CheckpointSink {

  /// Several lines' worth, so that one whole line is among them.
  private static final long END_BYTES = 4096;

  private final Path file;

  FileCheckpoints(Path file) {
    this.file = file;
  }

  @Override
  public synchronized void write(AuditCheckpoint checkpoint) {
    byte[] line = ("\n" + checkpoint.toLine()).getBytes(StandardCharsets.UTF_8);
    try {
      if (!Files.exists(file)) {
        make();
      }
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
        ByteBuffer rest = ByteBuffer.wrap(line);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
    } catch (IOException e) {
      throw new StorageException(
          "The file of audit checkpoints %s can't be written to.".formatted(file), e);
    }
  }

  /// @return the new name of the file
  static Path setAside(Path file) {
    for (int n = 1; ; n++) {
      Path name = file.resolveSibling(file.getFileName() + ".replaced-" + n);
      try {
        return Files.move(file, name);
      } catch (FileAlreadyExistsException taken) {
        // the next number
      } catch (IOException e) {
        throw new StorageException(
            "The file of audit checkpoints %s can't be renamed.".formatted(file), e);
      }
    }
  }

  private void make() throws IOException {
    try {
      PrivateFiles.makeFile(file);
    } catch (FileAlreadyExistsException e) {
      return; // Another process was faster; its file is as good.
    }
  }

  @Override
  public Optional<AuditCheckpoint> last() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer end = ByteBuffer.allocate((int) Math.min(channel.size(), END_BYTES));
      channel.position(channel.size() - end.capacity());
      while (end.hasRemaining() && channel.read(end) >= 0) {}
      List<AuditCheckpoint> last =
          new String(end.array(), StandardCharsets.UTF_8)
              .lines()
              .flatMap(line -> parse(line).stream())
              .toList();
      return last.isEmpty() ? Optional.empty() : Optional.of(last.getLast());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Every whole checkpoint in the file, oldest first.
  List<AuditCheckpoint> all() {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<AuditCheckpoint> all = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        parse(line).ifPresent(all::add);
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    return all;
  }

  private StorageException unreadable(IOException cause) {
    return new StorageException(
        "The file of audit checkpoints %s can't be read.".formatted(file), cause);
  }

  private static Optional<AuditCheckpoint> parse(String line) {
    try {
      return line.isBlank() ? Optional.empty() : Optional.of(AuditCheckpoint.parse(line));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // cut off by a crash
    }
  }
}
