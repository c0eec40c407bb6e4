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

  private void make() throws IOException {
    try {
      PrivateFiles.makeFile(file);
    } catch (FileAlreadyExistsException e) {
      return; // Another process was faster; its file is as good.
    }
  }

  @Override
  public Optional<AuditCheckpoint> last() {
    List<AuditCheckpoint> all = all();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
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
      throw new StorageException(
          "The file of audit checkpoints %s can't be read.".formatted(file), e);
    }
    return all;
  }

  private static Optional<AuditCheckpoint> parse(String line) {
    try {
      return line.isBlank() ? Optional.empty() : Optional.of(AuditCheckpoint.parse(line));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // cut off by a crash
    }
  }
}
