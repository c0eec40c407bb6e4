package dev.watchword.adapters.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Files that are under way, beside the one that they become or were made of, and what killed
/// processes left of them: that goes when the next file is made in the folder (SECURITY LO-07).
///
/// A name tells its process, by its number and by the namespace that the number is of (Linux,
/// pid_namespaces(7)), so that no container takes another's file for nobody's.
final class Unfinished {

  private static final Pattern NAME =
      Pattern.compile(
          "\\.watchword-([0-9]{1,20})-([0-9]{1,18})-[0-9]+\\.(?:part|copy)(?:-wal|-shm|-journal)?");
  private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");

  /// After so long a file of a process that can't be asked for is nobody's.
  private static final Duration OLD = Duration.ofDays(1);

  private static final AtomicInteger MADE = new AtomicInteger();

  private Unfinished() {}

  /// A name for this process alone, in the same folder as a file; what killed ones left there is
  /// removed.
  ///
  /// @param what `part` or `copy`
  static Path beside(Path file, String what) {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    String own =
        ".watchword-%s-%d-%d.%s"
            .formatted(namespace(), ProcessHandle.current().pid(), MADE.incrementAndGet(), what);
    sweep(folder, own);
    return folder.resolve(own);
  }

  /// @param own what an earlier process of this one's number may have left
  private static void sweep(Path folder, String own) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".watchword-*")) {
      for (Path each : files) {
        String name = each.getFileName().toString();
        Matcher matcher = NAME.matcher(name);
        if (matcher.matches()
            && Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)
            && (name.startsWith(own) || isNobodys(each, matcher))) {
          Files.deleteIfExists(each);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      System.getLogger(Unfinished.class.getName())
          .log(System.Logger.Level.DEBUG, "a folder could not be swept", e);
    }
  }

  private static boolean isNobodys(Path file, Matcher name) throws IOException {
    if (name.group(1).equals(namespace())) {
      return ProcessHandle.of(Long.parseLong(name.group(2))).isEmpty();
    }
    Instant changed = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
    return changed.isBefore(Instant.now().minus(OLD));
  }

  /// The number of this process's namespace; 0 where there are none.
  private static String namespace() {
    try {
      String digits = Files.readSymbolicLink(NAMESPACE).toString().replaceAll("[^0-9]", "");
      return digits.isEmpty() ? "0" : digits;
    } catch (IOException | UnsupportedOperationException e) {
      return "0";
    }
  }
}
