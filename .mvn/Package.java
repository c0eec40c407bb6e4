import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// Puts the program together in `app/target/watchword`: the jars, SQLite's native library, the
/// launcher, and the ahead-of-time caches.
///
/// Run by Maven with the JDK that the program will run on, since a cache fits one JDK only:
/// `java Package.java app/target APP.jar SAMPLE.png`, with the dependencies copied to
/// `app/target/watchword/lib` and picocli's sources to `app/target/picocli`.
public final class Package {

  /// The jars that a thin client needs, and its class path in full.
  private static final Predicate<String> IN_CLIENT =
      Pattern.compile("(watchword-(app|core|adapters-cli)|picocli|jspecify)-.*").asMatchPredicate();

  private final Path target;
  private final Path home;
  private final Path lib;

  private Package(Path target) {
    this.target = target;
    this.home = target.resolve("watchword");
    this.lib = home.resolve("lib");
  }

  public static void main(String[] arguments) throws Exception {
    Package program = new Package(Path.of(arguments[0]).toAbsolutePath());
    program.jar(Path.of(arguments[1]));
    program.recompilePicocli();
    program.unpackSqlite();
    program.writeLauncher();
    program.papers();
    program.rehearse(Path.of(arguments[2]).toAbsolutePath());
    Files.writeString(program.home.resolve("built"), "");
  }

  private void jar(Path jar) throws IOException {
    Files.deleteIfExists(home.resolve("built"));
    try (Stream<Path> files = Files.list(lib)) {
      // a cache of older jars would be used as if it were of these
      for (Path cache : files.filter(p -> p.toString().endsWith(".aot")).toList()) {
        Files.delete(cache);
      }
    }
    Files.copy(jar, lib.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }

  /// picocli's jar has class files of Java 5, which no cache takes: compiled again, it starts in
  /// four fifths of the time.
  private void recompilePicocli() throws IOException {
    Path sources;
    try (Stream<Path> found = Files.list(target.resolve("picocli"))) {
      sources = found.filter(p -> p.toString().endsWith("-sources.jar")).findFirst().orElseThrow();
    }
    Path work = fresh(target.resolve("picocli-classes"));
    Path source = work.resolve("CommandLine.java");
    try (FileSystem zip = FileSystems.newFileSystem(sources)) {
      Files.copy(zip.getPath("picocli/CommandLine.java"), source);
    }
    Path classes = Files.createDirectory(work.resolve("classes"));
    int exit =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                new java.io.PrintStream(OutputStream.nullOutputStream()),
                System.err,
                "-nowarn",
                "-Xlint:none",
                "-proc:none",
                "--release",
                "25",
                "-XDstringConcat=inline",
                "-d",
                classes.toString(),
                source.toString());
    if (exit != 0) {
      throw new IOException("picocli can't be compiled");
    }
    Path old;
    try (Stream<Path> jars = Files.list(lib)) {
      old = jars.filter(p -> p.getFileName().toString().startsWith("picocli-")).findFirst().orElseThrow();
    }
    zip(classes, old);
  }

  private static void zip(Path classes, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        JarEntry entry = new JarEntry(classes.relativize(file).toString().replace('\\', '/'));
        entry.setLastModifiedTime(FileTime.from(Instant.parse("2026-11-24T00:00:00Z")));
        out.putNextEntry(entry);
        Files.copy(file, out);
        out.closeEntry();
      }
    }
  }

  /// sqlite-jdbc unpacks its library at each start otherwise, which takes longer than all else.
  private void unpackSqlite() throws Exception {
    Path jar;
    try (Stream<Path> jars = Files.list(lib)) {
      jar = jars.filter(p -> p.getFileName().toString().startsWith("sqlite-jdbc-")).findFirst().orElseThrow();
    }
    List<URL> urls = new ArrayList<>();
    try (Stream<Path> jars = Files.list(lib)) {
      for (Path each : jars.filter(p -> p.toString().endsWith(".jar")).toList()) {
        urls.add(each.toUri().toURL());
      }
    }
    String folder;
    String name;
    try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new))) {
      Class<?> util = loader.loadClass("org.sqlite.util.LibraryLoaderUtil");
      folder = (String) util.getMethod("getNativeLibResourcePath").invoke(null);
      name = (String) util.getMethod("getNativeLibName").invoke(null);
    }
    Path natives = Files.createDirectories(lib.resolve("native"));
    try (FileSystem zip = FileSystems.newFileSystem(jar);
        InputStream in = Files.newInputStream(zip.getPath(folder, name))) {
      Files.copy(in, natives.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void writeLauncher() throws IOException {
    Path bin = Files.createDirectories(home.resolve("bin"));
    Path launcher = bin.resolve("watchword");
    String template = Files.readString(target.resolveSibling("src/main/sh/watchword"));
    List<String> ours = new ArrayList<>();
    List<String> others = new ArrayList<>();
    try (Stream<Path> jars = Files.list(lib)) {
      for (Path jar : jars.sorted().toList()) {
        String name = jar.getFileName().toString();
        if (name.endsWith(".jar")) {
          (IN_CLIENT.test(name) ? ours : others).add("$home/lib/" + name);
        }
      }
    }
    String client = String.join(":", ours);
    Files.writeString(
        launcher,
        template
            .replace("@JAVA_HOME@", System.getProperty("java.home"))
            .replace("@SELECTOR_PROVIDER@", SelectorProvider.provider().getClass().getName())
            .replace("@CLIENT_CLASS_PATH@", client)
            .replace("@OTHER_CLASS_PATH@", String.join(":", others)));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// Help texts, completion scripts and manual pages, which the launcher prints without starting
  /// Java.
  private void papers() throws Exception {
    Path share = fresh(home.resolve("share"));
    Path log = target.resolve("papers.log");
    Process process =
        new ProcessBuilder(home.resolve("bin/watchword").toString(), "papers", share.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("the papers were not written; see " + log);
    }
  }

  /// Runs real commands with a vault of its own and records what they load.
  private void rehearse(Path sample) throws Exception {
    Path prepare = lib.resolve("prepare");
    Files.copy(
        target.resolveSibling("src/main/sh/prepare"), prepare, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(prepare, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path log = target.resolve("rehearsal.log");
    Process process =
        new ProcessBuilder(prepare.toString(), sample.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(300, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the rehearsal takes too long; see " + log);
    }
    if (process.exitValue() != 0) {
      throw new IOException("the rehearsal failed; see " + log);
    }
  }

  private static Path fresh(Path folder) throws IOException {
    delete(folder);
    return Files.createDirectories(folder);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
