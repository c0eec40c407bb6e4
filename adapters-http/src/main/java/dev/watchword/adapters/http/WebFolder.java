package dev.watchword.adapters.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder `web` of this package on the class path, in a jar or not.
final class WebFolder {

  private static final String FOLDER = "web/";

  /// A file that the folder surely has, to find the rest by.
  private static final String ANCHOR = FOLDER + "shell.html";

  private WebFolder() {}

  /// The names of all files, below the folder, with `/` between folders, sorted.
  static List<String> names() {
    URL anchor =
        Optional.ofNullable(WebFolder.class.getResource(ANCHOR))
            .orElseThrow(() -> new IllegalStateException("the jar has no " + ANCHOR));
    try {
      return anchor.openConnection() instanceof JarURLConnection jar
          ? inJar(jar)
          : inFolder(anchor.toURI());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path has an address that is none", e);
    }
  }

  private static List<String> inJar(JarURLConnection jar) throws IOException {
    String anchor = jar.getEntryName();
    String prefix = anchor.substring(0, anchor.length() - ANCHOR.length() + FOLDER.length());
    return jar.getJarFile().stream()
        .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(prefix))
        .map(entry -> entry.getName().substring(prefix.length()))
        .sorted()
        .toList();
  }

  private static List<String> inFolder(URI anchor) throws IOException {
    Path folder = Objects.requireNonNull(Path.of(anchor).getParent());
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  static byte[] read(String name) {
    return readBeside(FOLDER + name);
  }

  /// A file beside the folder.
  static byte[] readBeside(String name) {
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A file beside the folder, the caller's to close.
  static InputStream openBeside(String name) throws IOException {
    return open(name);
  }

  private static InputStream open(String name) throws IOException {
    URL found = WebFolder.class.getResource(name);
    if (found == null) {
      throw new IllegalStateException("the jar has no " + name);
    }
    URLConnection connection = found.openConnection();
    return connection.getInputStream();
  }
}
