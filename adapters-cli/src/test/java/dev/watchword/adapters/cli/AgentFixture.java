package dev.watchword.adapters.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/// An agent in this process, on a fixture's vault.
final class AgentFixture implements AutoCloseable {

  final CliFixture cli;
  final AgentFolder folder;
  final AgentServer server;
  final LockTimer timer;

  AgentFixture(CliFixture cli) {
    this(cli, LockTimer.IDLE, LockTimer.ABSOLUTE);
  }

  AgentFixture(CliFixture cli, Duration idle, Duration absolute) {
    this.cli = cli;
    this.folder = AgentFolder.of(cli.environment);
    this.timer = new LockTimer(cli.clock, idle, absolute);
    folder.prepare();
    try {
      server =
          AgentServer.start(
              cli.open(), cli.clock, timer, folder, cli.vaultFile(java.util.Optional.empty()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // whoever asks from now on has no passphrase
    cli.environment.remove("WATCHWORD_PASSPHRASE_FILE");
    cli.built = 0;
  }

  Path socket() {
    return folder.socket(cli.vaultFile(java.util.Optional.empty()));
  }

  @Override
  public void close() {
    server.close();
  }
}
