package dev.watchword.adapters.cli;

import dev.watchword.core.seal.RootKeys;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.VaultId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a command has to work with while it runs: the terminal, what was asked of every command,
/// and, made when first asked for, the vault and the program's parts. One thread.
final class Session implements AutoCloseable {

  private final Map<String, String> environment;
  private final WatchwordCli.Wiring wiring;
  private final Terminal terminal;
  private final SharedOptions options;
  private @Nullable CliServices services;
  private @Nullable CliPictures pictures;
  private @Nullable CliTransfers transfers;
  private @Nullable VaultHost host;
  private boolean keyringAsked;

  Session(
      Map<String, String> environment,
      WatchwordCli.Wiring wiring,
      Terminal terminal,
      SharedOptions options) {
    this.environment = environment;
    this.wiring = wiring;
    this.terminal = options.quiet() ? new QuietTerminal(terminal) : terminal;
    this.options = options;
    options.database().ifPresent(this::choose);
  }

  private void choose(DatabaseOrder database) {
    try {
      wiring.choose(database);
    } catch (IllegalArgumentException e) {
      throw Failure.expected("bad-setting", String.valueOf(e.getMessage()));
    }
  }

  Terminal terminal() {
    return terminal;
  }

  SharedOptions options() {
    return options;
  }

  Map<String, String> environment() {
    return environment;
  }

  boolean json() {
    return options.json();
  }

  /// The time that codes are for: this machine's, with the offset that was set.
  Instant now() {
    return wiring.clock().instant().plus(clockOffset());
  }

  /// What is added to this machine's clock.
  Duration clockOffset() {
    return options.clockOffset().orElseGet(this::configuredOffset);
  }

  private Duration configuredOffset() {
    try {
      return wiring.setting("clock-offset").map(ClockOffset::parse).orElse(Duration.ZERO);
    } catch (IllegalArgumentException e) {
      throw Failure.expected("bad-setting", String.valueOf(e.getMessage()));
    }
  }

  /// A line of the configuration file.
  Optional<String> setting(String name) {
    return wiring.setting(name);
  }

  /// This machine's time, without any offset.
  InstantSource machineClock() {
    return wiring.clock();
  }

  /// The time that codes are for, where it is not the vault's host's own: empty as long as no clock
  /// offset is set.
  Optional<Instant> codesAt() {
    return clockOffset().isZero() ? Optional.empty() : Optional.of(now());
  }

  String version() {
    return wiring.version();
  }

  Path vaultFile() {
    return vaultFile(wiring, options.vault());
  }

  /// Where a server keeps its checkpoints unless that is said.
  AnchorFiles anchor() {
    return options
        .database()
        .map(order -> AnchorFiles.ofDatabase(vaultFile(), order.url()))
        .orElseGet(() -> AnchorFiles.beside(vaultFile()));
  }

  /// Where the vault is, in words: its file or its database.
  String place() {
    return options.database().map(DatabaseOrder::url).orElseGet(() -> vaultFile().toString());
  }

  /// @throws Failure where a database is named: the agent keeps vault files alone
  void needAVaultFile() {
    if (options.database().isPresent()) {
      throw Failure.usage("The agent keeps a vault file open, not a database.");
    }
  }

  static Path vaultFile(WatchwordCli.Wiring wiring, Optional<String> flag) {
    try {
      return wiring.vaultFile(flag);
    } catch (IllegalArgumentException e) {
      throw Failure.expected("bad-setting", String.valueOf(e.getMessage()));
    }
  }

  /// Keys in tokens.
  RootKeys rootKeys() {
    needTheWhole();
    return wiring.rootKeys();
  }

  /// Copies of whole stores.
  StoreFiles storeFiles() {
    needTheWhole();
    return wiring.storeFiles();
  }

  /// The program on the vault's store.
  ///
  /// @throws Failure when there is no vault yet
  CliServices services() {
    needTheWhole();
    if (services == null) {
      services = wiring.services(vaultFile()).orElseThrow(() -> LocalHost.noVault(place()));
    }
    return services;
  }

  /// The program on a store that is made where there is none.
  CliServices newServices() {
    needTheWhole();
    if (services == null) {
      services = wiring.newServices(vaultFile());
    }
    return services;
  }

  CliPictures pictures() {
    needTheWhole();
    if (pictures == null) {
      pictures = wiring.pictures();
    }
    return pictures;
  }

  CliTransfers transfers() {
    needTheWhole();
    if (transfers == null) {
      transfers = wiring.transfers();
    }
    return transfers;
  }

  /// Whether there is a vault, without opening it.
  boolean hasVault() {
    needTheWhole();
    if (services == null) {
      services = wiring.services(vaultFile()).orElse(null);
    }
    return services != null && !services.repository().vaults().isEmpty();
  }

  RunningServer serve(ServeOrder order, Optional<OpenVault> opened) {
    return wiring.serve(order, opened);
  }

  /// @throws Failure when this process has only a part of the program
  private void needTheWhole() {
    if (wiring.part() != WatchwordCli.Part.WHOLE) {
      throw Failure.elsewhere();
    }
  }

  /// For a command that reads standard input before it asks the vault: finds out first whether this
  /// is the process for it.
  void beSure() {
    if (wiring.part() != WatchwordCli.Part.WHOLE) {
      vault();
    }
  }

  /// What was seen of a vault before; empty for one in a database, which has the checkpoints of its
  /// audit log.
  Optional<SeenRevision> seen(VaultId vault) {
    return options.database().isPresent()
        ? Optional.empty()
        : Optional.of(SeenRevision.of(environment, vault));
  }

  AgentFolder agentFolder() {
    return AgentFolder.of(environment);
  }

  /// Whoever can answer for the vault: the agent where one runs, else this process, which asks for
  /// the passphrase.
  VaultHost vault() {
    if (host == null) {
      Optional<AgentHost> agent =
          options.database().isPresent()
              ? Optional.empty()
              : AgentHost.connect(agentFolder(), vaultFile());
      host = agent.isPresent() ? agent.get() : LocalHost.open(this);
    }
    return host;
  }

  /// Asks and takes the kind of answer that means success.
  ///
  /// @throws Failure for every other answer, with what to say of it
  <R extends Reply> R ask(Request request, Class<R> wanted) {
    return Answers.expect(vault().ask(request), wanted);
  }

  /// As [#ask], some while after the last time: an agent hangs up on peers that are silent.
  ///
  /// @throws Failure when the agent has locked the vault meanwhile, too
  <R extends Reply> R askAgain(Request request, Class<R> wanted) {
    if (host instanceof AgentHost) {
      host.close();
      host =
          AgentHost.connect(agentFolder(), vaultFile())
              .orElseThrow(() ->
                  Failure.expected(
                      "locked",
                      "The vault was locked meanwhile; `watchword unlock` opens it again."));
    }
    return ask(request, wanted);
  }

  /// A key from the desktop's secret service; asked once, so that a key that opens nothing any more
  /// leaves the turn to a prompt.
  Optional<byte[]> keyring() {
    if (keyringAsked || !SecretService.present(environment)) {
      return Optional.empty();
    }
    keyringAsked = true;
    return SecretService.key(environment, place());
  }

  /// Whether the agent answers, and not this process.
  boolean byAgent() {
    return vault() instanceof AgentHost;
  }

  /// Prints one JSON document.
  void print(Json document) {
    terminal.line(document.toString());
  }

  @Override
  public void close() {
    if (host != null) {
      host.close();
    }
  }
}
