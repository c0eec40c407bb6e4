package dev.watchword.adapters.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Makes a file that was not there before, for nobody else, and whole or not at all: it is written
/// and on the disk under another name in the same folder before it gets its own (SECURITY FI-01,
/// FI-03, BK-03).
final class NewFile {

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private NewFile() {}

  /// Writes the whole content.
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /// As [#write(Path, Content)].
  ///
  /// @param bytes the whole content
  static void write(Path file, byte[] bytes) {
    write(file, out -> out.write(bytes));
  }

  /// @throws Failure when there is such a file already, or it can't be written; then nothing of it
  ///   stays
  static void write(Path file, Content content) {
    String named = Neutral.line(file.toString());
    Path whole = file.toAbsolutePath();
    try {
      Path partial = Files.createFile(Unfinished.beside(whole, "part"), OWNER_ONLY);
      try {
        writeThrough(partial, content);
        Files.move(partial, whole); // refuses a name that is taken
      } finally {
        Files.deleteIfExists(partial);
      }
      try (FileChannel folder = FileChannel.open(whole.getParent(), StandardOpenOption.READ)) {
        folder.force(true);
      }
    } catch (FileAlreadyExistsException e) {
      throw Failure.expected(
          "file-exists", "There is a file at " + named + " already; name another.");
    } catch (IOException | UnsupportedOperationException e) {
      throw Failure.expected("not-written", "The file " + named + " can't be written.");
    }
  }

  private static void writeThrough(Path file, Content content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }
}
