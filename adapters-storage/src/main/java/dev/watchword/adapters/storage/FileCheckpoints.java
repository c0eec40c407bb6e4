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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Checkpoints of the audit log in a file beside the database, or better on another disk: a line
/// each, added at the end and synced, readable by its owner alone. A line that a crash cut off is
/// passed over. What is noted between them is a file of its own, which is replaced whole.
/// Thread-safe.
final class FileCheckpoints implements CheckpointSink {

  /// Several lines' worth, so that one whole line is among them.
  private static final long END_BYTES = 4096;

  private static final Set<StandardOpenOption> OVERWRITE =
      EnumSet.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);

  private final Path file;
  private final Path noted;

  /// @param noted where the newest is noted, in the same folder
  FileCheckpoints(Path file, Path noted) {
    this.file = file;
    this.noted = noted;
  }

  @Override
  public synchronized void write(AuditCheckpoint checkpoint) {
    try {
      if (!Files.exists(file)) {
        make();
      }
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
        put(channel, "\n" + checkpoint.toLine());
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  @Override
  public synchronized void note(AuditCheckpoint newest) {
    Path fresh = noted.resolveSibling(noted.getFileName() + ".part"); // one, however often killed
    try {
      PrivateFiles.makeFolder(PrivateFiles.folderOf(fresh));
      try (FileChannel channel =
          FileChannel.open(fresh, OVERWRITE, PrivateFiles.ownerOnlyFile(fresh))) {
        put(channel, newest.toLine() + "\n");
      }
      Files.move(fresh, noted, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unwritable(noted, e);
    }
  }

  private static void put(FileChannel channel, String line) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
    channel.force(true);
  }

  private static StorageException unwritable(Path file, IOException cause) {
    return new StorageException(
        "The file of audit checkpoints %s can't be written to.".formatted(file), cause);
  }

  /// Gives a file, where it is there, another name.
  static void setAside(Path file) {
    for (int n = 1; ; n++) {
      Path name = file.resolveSibling(file.getFileName() + ".replaced-" + n);
      try {
        Files.move(file, name);
        return;
      } catch (NoSuchFileException nothingThere) {
        return;
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
      PrivateFiles.makeFolder(PrivateFiles.folderOf(file));
      PrivateFiles.makeFile(file);
    } catch (FileAlreadyExistsException e) {
      return; // Another process was faster; its file is as good.
    }
  }

  @Override
  public Optional<AuditCheckpoint> newest() {
    return Stream.of(file, noted)
        .flatMap(it -> last(it).stream())
        .max(Comparator.comparingLong(AuditCheckpoint::seq));
  }

  @Override
  public Optional<AuditCheckpoint> last() {
    return last(file);
  }

  private static Optional<AuditCheckpoint> last(Path file) {
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
      throw unreadable(file, e);
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
      throw unreadable(file, e);
    }
    return all;
  }

  private static StorageException unreadable(Path file, IOException cause) {
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
