package dev.watchword.adapters.cli;

import dev.watchword.core.seal.RootKeys;
import dev.watchword.core.vault.OpenVault;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The command line's front door.
///
/// Public, beside the module, because most runs must be over before an injector could be built: a
/// help text, a usage error, a code that the agent knows. So `app` hands in a [Wiring], which is
/// asked for the program's parts only by a command that needs them.
public final class WatchwordCli {

  /// How much of the program a process has on its class path. The launcher starts the least that
  /// will probably do; where it does not, the process exits by 75 before it has read or written
  /// anything, and the launcher starts the whole.
  public enum Part {
    /// What it takes to ask an agent for a code.
    CODE,
    /// The commands, without the parts that read pictures and open vaults.
    CLIENT,
    /// Everything.
    WHOLE
  }

  /// What the composition root does for the command line.
  public interface Wiring {

    /// The vault file, by the flag, the environment, the configuration file or the default, in this
    /// order. Builds nothing.
    ///
    /// @param flag the value of `--vault`, where it was given
    /// @throws IllegalArgumentException when a setting is no good; the message says which and why
    Path vaultFile(Optional<String> flag);

    /// A line of the configuration file: `ntp-server`, `clock-offset`.
    ///
    /// @throws IllegalArgumentException when the file is no good; the message says why
    Optional<String> setting(String name);

    /// Takes a PostgreSQL database in the place of the vault file, for [#services] and
    /// [#newServices].
    ///
    /// @throws IllegalArgumentException when it is no good; the message is a sentence
    void choose(DatabaseOrder database);

    /// Builds the part of the program that reads and draws pictures. Called at most once.
    CliPictures pictures();

    /// Builds the program on the store at that vault file. At most one of this and [#newServices]
    /// is called, once.
    ///
    /// @return empty when there is no such store
    Optional<CliServices> services(Path vaultFile);

    /// As [#services], and makes the store where there is none.
    CliServices newServices(Path vaultFile);

    /// Copies of whole stores; [StoreFiles#copyOpenTo] is of the one that [#services] opened.
    StoreFiles storeFiles();

    /// Keys in tokens, which open vaults too. Loads nothing before one is used.
    RootKeys rootKeys();

    /// Builds the part of the program that moves accounts in and out. Called at most once.
    CliTransfers transfers();

    /// Starts the server on the store that [#services] opened.
    ///
    /// @param vault what it serves; stays the caller's to close, after the server
    /// @throws IllegalArgumentException when it may not listen there; the message is a sentence
    RunningServer serve(ServeOrder order, Optional<OpenVault> opened);

    /// Which part of the program this process has.
    Part part();

    /// The time of day.
    InstantSource clock();

    /// The program's version, such as `1.2.0`.
    String version();
  }

  private final Map<String, String> environment;
  private final Wiring wiring;

  /// @param environment the process's environment variables
  public WatchwordCli(Map<String, String> environment, Wiring wiring) {
    this.environment = Map.copyOf(environment);
    this.wiring = wiring;
  }

  /// Runs one command on the process's own streams.
  ///
  /// @return the number to exit with: 0 done, 1 an expected failure, 2 a usage error, 3 a bug
  public int run(String[] arguments) {
    return run(arguments, new SystemTerminal(environment));
  }

  int run(String[] arguments, Terminal terminal) {
    OptionalInt fast = new FastPath(environment, wiring, terminal).run(arguments);
    if (fast.isPresent()) {
      return fast.getAsInt();
    }
    return wiring.part() == Part.CODE
        ? ExitCode.ELSEWHERE.number()
        : new CommandRun(environment, wiring, terminal).run(arguments).number();
  }
}
