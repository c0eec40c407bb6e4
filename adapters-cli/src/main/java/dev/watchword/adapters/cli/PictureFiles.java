package dev.watchword.adapters.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// The pictures that a name of the command line stands for: a file, a folder with all below it, or
/// a pattern that no shell has put names in for.
///
/// @param names in order
/// @param many whether a folder or a pattern was named, so that a picture without a code is no
///   failure
record PictureFiles(List<String> names, boolean many) {

  private static final Set<String> PICTURES =
      Set.of("png", "jpg", "jpeg", "gif", "bmp", "webp", "tif", "tiff", "pdf");

  private static final int DEEPEST = 32;

  PictureFiles {
    names = List.copyOf(names);
  }

  static PictureFiles of(List<String> words) {
    List<String> names = new ArrayList<>();
    boolean many = false;
    for (String word : words) {
      if (word.equals("-") || !special(word)) {
        names.add(word);
      } else {
        many = true;
        names.addAll(below(word));
      }
    }
    return new PictureFiles(names, many);
  }

  private static boolean special(String word) {
    try {
      Path path = Path.of(word);
      return Files.isDirectory(path) || !Files.exists(path) && hasPattern(word);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean hasPattern(String word) {
    return word.indexOf('*') >= 0 || word.indexOf('?') >= 0 || word.indexOf('[') >= 0;
  }

  private static List<String> below(String word) {
    Path path = Path.of(word);
    if (Files.isDirectory(path)) {
      return walk(path).filter(PictureFiles::picture).map(Path::toString).toList();
    }
    try {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + word);
      List<String> found = walk(folder(path)).filter(matcher::matches).map(Path::toString).toList();
      if (found.isEmpty()) {
        throw Failure.expected("no-file", "No file matches " + Neutral.line(word) + ".");
      }
      return found;
    } catch (PatternSyntaxException e) {
      return List.of(word);
    }
  }

  /// The part in front of the first pattern.
  private static Path folder(Path path) {
    Path folder = path.isAbsolute() ? path.getRoot() : Path.of("");
    for (Path part : path) {
      if (hasPattern(part.toString())) {
        break;
      }
      folder = folder.resolve(part);
    }
    return folder;
  }

  /// Files in order, hidden ones and links to folders left out.
  private static Stream<Path> walk(Path folder) {
    List<Path> files = new ArrayList<>();
    collect(folder, 0, files);
    return files.stream();
  }

  private static void collect(Path folder, int depth, List<Path> files) {
    try (Stream<Path> found = Files.list(folder)) {
      for (Path file : found.sorted().toList()) {
        if (hidden(file)) {
          continue;
        }
        if (Files.isRegularFile(file)) {
          files.add(file);
        } else if (Files.isDirectory(file) && !Files.isSymbolicLink(file) && depth < DEEPEST) {
          collect(file, depth + 1, files);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw Failure.expected(
          "no-access", "The folder " + Neutral.line(folder.toString()) + " can't be read.");
    }
  }

  private static boolean hidden(Path file) {
    return String.valueOf(file.getFileName()).startsWith(".");
  }

  private static boolean picture(Path file) {
    String name = String.valueOf(file.getFileName());
    return PICTURES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }
}
