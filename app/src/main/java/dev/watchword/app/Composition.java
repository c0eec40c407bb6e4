package dev.watchword.app;

import dev.watchword.adapters.cli.CliPictures;
import dev.watchword.adapters.cli.CliServices;
import dev.watchword.adapters.cli.WatchwordCli;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Chooses what the program is made of, has it built when a command first needs it, and closes what
/// it opened.
///
/// Names no injector: [Programs] does, and is loaded with Guice behind it only when it is called.
final class Composition implements WatchwordCli.Wiring, AutoCloseable {

  private final Map<String, String> environment;
  private @Nullable AutoCloseable opened;

  Composition(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Path vaultFile(Optional<String> flag) {
    return Settings.read(flag, environment).vaultFile();
  }

  @Override
  public CliPictures pictures() {
    return Programs.pictures();
  }

  @Override
  public Optional<CliServices> services(Path vaultFile) {
    return Optional.empty();
  }

  @Override
  public CliServices newServices(Path vaultFile) {
    throw new IllegalStateException("no store yet");
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public String version() {
    try (InputStream in = Composition.class.getResourceAsStream("version")) {
      return in == null
          ? "unknown"
          : new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }

  @Override
  public void close() {}
}
