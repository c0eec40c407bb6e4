package dev.watchword.adapters.cli;

import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.ImportLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Reads what `import` was told to read: files, the files of folders, standard input.
final class BackupFiles {

  private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_FILES = 1000;
  private static final int MAX_DEPTH = 4;
  private static final int MAX_PASSWORD_BYTES = 16 * 1024;

  private BackupFiles() {}

  /// @throws Failure when one of them is not there or can't be read
  static List<BackupFile> read(List<String> names, Terminal terminal) {
    List<BackupFile> files = new ArrayList<>();
    for (String name : names) {
      if (name.equals("-")) {
        files.add(new BackupFile("-", limited(terminal.input(), "Standard input")));
        continue;
      }
      Path path = SharedOptions.path(name);
      if (Files.isDirectory(path)) {
        for (Path inside : inside(path)) {
          files.add(read(inside));
        }
      } else {
        files.add(read(path));
      }
    }
    addLogs(files);
    if (files.isEmpty()) {
      throw Failure.expected("no-file", "There is no file in that folder.");
    }
    return files;
  }

  /// The write-ahead log beside a SQLite file holds its newest pages: named or not, it belongs to
  /// it.
  private static void addLogs(List<BackupFile> files) {
    List<String> known = files.stream().map(BackupFile::path).toList();
    for (BackupFile file : List.copyOf(files)) {
      String log = file.path() + "-wal";
      if (file.startsWith(SQLITE) && !known.contains(log) && Files.isRegularFile(Path.of(log))) {
        files.add(read(Path.of(log)));
      }
    }
  }

  private static List<Path> inside(Path folder) {
    try (Stream<Path> all = Files.walk(folder, MAX_DEPTH)) {
      return all.filter(Files::isRegularFile).sorted().limit(MAX_FILES).toList();
    } catch (IOException e) {
      throw Failure.expected(
          "no-file", "The folder " + Neutral.line(folder.toString()) + " can't be read.");
    }
  }

  static BackupFile read(Path file) {
    String named = "The file " + Neutral.line(file.toString());
    if (!Files.exists(file)) {
      throw Failure.expected("no-file", named + " is not there.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new BackupFile(file.toString(), limited(in, named));
    } catch (IOException e) {
      throw Failure.expected("no-file", named + " can't be read.");
    }
  }

  /// One byte over the limit at the most: then the reader refuses the file by its size.
  private static byte[] limited(InputStream in, String named) {
    try {
      return in.readNBytes(ImportLimits.STANDARD.fileBytes() + 1);
    } catch (IOException e) {
      throw Failure.expected("no-file", named + " can't be read.");
    }
  }

  /// A backup's password: the file's first line, whatever its mode, for it is another program's.
  ///
  /// @throws Failure when the file is not there, can't be read or is too long
  static BackupPassword password(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_PASSWORD_BYTES);
      CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
      Arrays.fill(bytes, (byte) 0);
      int end = 0;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      char[] characters = new char[end];
      text.get(characters);
      try {
        return BackupPassword.of(characters);
      } finally {
        Arrays.fill(characters, '\0');
        Arrays.fill(text.array(), '\0');
      }
    } catch (IOException e) {
      throw Failure.expected(
          "no-file", "The password file " + Neutral.line(file.toString()) + " can't be read.");
    } catch (IllegalArgumentException e) {
      throw Failure.expected("too-long", "The password is longer than 4,096 characters.");
    }
  }
}
