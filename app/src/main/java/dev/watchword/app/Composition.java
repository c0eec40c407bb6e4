package dev.watchword.app;

import dev.watchword.adapters.cli.CliPictures;
import dev.watchword.adapters.cli.CliServices;
import dev.watchword.adapters.cli.CliTransfers;
import dev.watchword.adapters.cli.DatabaseOrder;
import dev.watchword.adapters.cli.RunningServer;
import dev.watchword.adapters.cli.ServeOrder;
import dev.watchword.adapters.cli.StoreFiles;
import dev.watchword.adapters.cli.WatchwordCli;
import dev.watchword.core.seal.RootKeys;
import dev.watchword.core.vault.OpenVault;
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
/// Names no injector: [Programs] and [OpenProgram] do, and are loaded, with Guice behind them, only
/// when they are called.
final class Composition implements WatchwordCli.Wiring, AutoCloseable {

  /// Set by the launcher.
  private static final String PART_PROPERTY = "watchword.part";

  private final Map<String, String> environment;
  private Optional<DatabaseOrder> database = Optional.empty();
  private @Nullable OpenProgram program;

  Composition(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Path vaultFile(Optional<String> flag) {
    return Settings.read(flag, environment).vaultFile();
  }

  @Override
  public Optional<String> setting(String name) {
    return Settings.line(name, environment);
  }

  @Override
  public void choose(DatabaseOrder order) {
    OpenProgram.check(order);
    database = Optional.of(order);
  }

  @Override
  public CliPictures pictures() {
    return Programs.pictures();
  }

  @Override
  public Optional<CliServices> services(Path vaultFile) {
    Optional<OpenProgram> existing = OpenProgram.existing(vaultFile, database);
    program = existing.orElse(null);
    return existing.map(OpenProgram::services);
  }

  @Override
  public CliServices newServices(Path vaultFile) {
    OpenProgram made = OpenProgram.make(vaultFile, database);
    program = made;
    return made.services();
  }

  @Override
  public RootKeys rootKeys() {
    return Programs.rootKeys();
  }

  @Override
  public StoreFiles storeFiles() {
    return new StoreFilesOnDisk(Optional.ofNullable(program).map(OpenProgram::database));
  }

  @Override
  public CliTransfers transfers() {
    return Programs.transfers();
  }

  @Override
  public RunningServer serve(ServeOrder order, Optional<OpenVault> opened) {
    if (program == null) {
      throw new IllegalStateException("the store is not open");
    }
    return HttpHost.start(program.database(), order, opened);
  }

  @Override
  public WatchwordCli.Part part() {
    return switch (System.getProperty(PART_PROPERTY, "")) {
      case "code" -> WatchwordCli.Part.CODE;
      case "client" -> WatchwordCli.Part.CLIENT;
      default -> WatchwordCli.Part.WHOLE;
    };
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
  public void close() {
    if (program != null) {
      program.close();
    }
  }
}
