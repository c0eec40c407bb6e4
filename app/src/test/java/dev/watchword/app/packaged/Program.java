package dev.watchword.app.packaged;

import dev.watchword.app.Tripwire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The packaged program, run as a user runs it, in folders of its own.
final class Program {

  /// How a run ended.
  record Run(int exit, String out, String err) {}

  static final String PASSPHRASE = "a passphrase of the test's own";

  private static final Path PACKAGED = Path.of("target", "watchword", "bin", "watchword");

  private final Path home;
  private Path launcher = PACKAGED.toAbsolutePath();
  private final Map<String, String> environment = new HashMap<>();
  private Optional<Tripwire> tripwire = Optional.empty();
  private List<String> starter = List.of();

  Program(Path home) {
    this.home = home;
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", home.toString());
    environment.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
    environment.put("XDG_DATA_HOME", home.resolve("data").toString());
    environment.put("WATCHWORD_PASSPHRASE_FILE", passphrase("passphrase", PASSPHRASE).toString());
    try {
      Files.createDirectory(
          home.resolve("run"),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Program(Program other, String left) {
    this.home = other.home;
    this.launcher = other.launcher;
    this.tripwire = other.tripwire;
    this.starter = other.starter;
    environment.putAll(other.environment);
    environment.remove(left);
  }

  static Path sample() {
    return Path.of("..", "docs", "samples", "chatgpt-mfa.png").toAbsolutePath().normalize();
  }

  /// The start script.
  static Path path() {
    return PACKAGED.toAbsolutePath();
  }

  /// All that the program is given; nothing of this process's own.
  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  Path vault() {
    return home.resolve("data/watchword/vault.db");
  }

  Path passphrase(String name, String text) {
    try {
      Path file = home.resolve(name);
      Files.writeString(file, text + "\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Program with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /// The same without a variable.
  Program without(String variable) {
    return new Program(this, variable);
  }

  /// The same program, but for one line of its start script: others of this user may look into its
  /// processes, as nobody can with the one that is shipped.
  Program openToDumps() {
    Path copy = home.resolve("open");
    Path bin = copy.resolve("bin");
    Path packaged = PACKAGED.toAbsolutePath().getParent().getParent();
    String closed = "-XX:+DisableAttachMechanism";
    try {
      Files.createDirectories(bin);
      for (String part : List.of("lib", "share", "built")) {
        Files.createSymbolicLink(copy.resolve(part), packaged.resolve(part));
      }
      String script = Files.readString(launcher);
      if (!script.contains(closed)) {
        throw new AssertionError("the start script no longer says " + closed);
      }
      launcher = Files.writeString(bin.resolve("watchword"), script.replace(closed, ""));
      Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /// The same, started by another program, which is given it and its words.
  Program by(String... other) {
    Program same = new Program(this, "");
    same.starter = List.of(other);
    return same;
  }

  private List<String> command(String... words) {
    return Stream.of(starter.stream(), Stream.of(launcher.toString()), Stream.of(words))
        .flatMap(each -> each)
        .toList();
  }

  List<String> startedErr() throws IOException {
    return Files.readAllLines(home.resolve("started.err"));
  }

  /// Has whatever is started from now on watched by it.
  Program watchedBy(Tripwire watcher) {
    tripwire = Optional.of(watcher);
    return this;
  }

  Run run(String... words) {
    return piped("", words);
  }

  /// Starts it and goes on; what it says goes into `started.out` and `started.err`.
  Process started(String... words) throws IOException {
    List<String> command = command(words);
    ProcessBuilder builder =
        new ProcessBuilder(tripwire.map(watcher -> watcher.around(command)).orElse(command));
    builder.directory(home.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectOutput(home.resolve("started.out").toFile());
    builder.redirectError(home.resolve("started.err").toFile());
    return builder.start();
  }

  Run piped(String input, String... words) {
    List<String> command = command(words);
    try {
      Path out = Files.createTempFile(home, "out", null);
      Path err = Files.createTempFile(home, "err", null);
      Path in = Files.writeString(Files.createTempFile(home, "in", null), input);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.directory(home.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.redirectInput(in.toFile());
      builder.redirectOutput(out.toFile());
      builder.redirectError(err.toFile());
      Process process = builder.start();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      do {
        ProcessSecrets.lookAt(process);
        if (System.nanoTime() > end) {
          process.destroyForcibly();
          throw new AssertionError("it hangs: " + String.join(" ", words));
        }
      } while (!process.waitFor(20, TimeUnit.MILLISECONDS));
      return new Run(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
