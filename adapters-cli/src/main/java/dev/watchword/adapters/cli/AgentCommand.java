package dev.watchword.adapters.cli;

import dev.watchword.core.vault.OpenVault;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The agent's process: started by `watchword unlock`, which sends what opens the vault down its
/// standard input and reads one reply from its standard output.
final class AgentCommand implements Command {

  static final String NAME = "agent";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(this, NAME, "Keep the vault open; started by unlock.")
            .addOption(Options.number("--idle-seconds", "N", "Lock when not used for so long."))
            .addOption(Options.number("--max-seconds", "N", "Lock after so long in any case."));
    spec.usageMessage().hidden(true);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    Duration idle = Duration.ofSeconds(Options.number(given, "--idle-seconds").orElse(900L));
    Duration most = Duration.ofSeconds(Options.number(given, "--max-seconds").orElse(28_800L));
    AgentFolder folder = session.agentFolder();
    Path vaultFile = session.vaultFile();
    try (UnlockSecret secret =
        UnlockSecret.readFrom(new DataInputStream(session.terminal().input()))) {
      folder.prepare();
      try (FileChannel lockFile = lockFile(folder.lockFile(vaultFile));
          FileLock held = lockFile.tryLock()) {
        if (held == null) {
          throw Failure.expected("already-unlocked", "The vault is unlocked already.");
        }
        serve(session, secret, folder, vaultFile, idle, most);
      }
      return ExitCode.DONE;
    } catch (Failure failure) {
      return refuse(session, failure);
    } catch (RuntimeException e) {
      return refuse(session, Failures.of(e));
    } catch (IOException e) {
      return refuse(
          session,
          Failure.expected(
              "agent-folder",
              "The agent can't listen in "
                  + Neutral.line(folder.path().toString())
                  + "; set XDG_RUNTIME_DIR to a folder of your own."));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.DONE;
    }
  }

  private static FileChannel lockFile(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static void serve(
      Session session,
      UnlockSecret secret,
      AgentFolder folder,
      Path vaultFile,
      Duration idle,
      Duration most)
      throws IOException, InterruptedException {
    CliServices services = session.services();
    OpenVault vault =
        LocalHost.unlock(services, LocalHost.vaultId(vaultFile.toString(), services), secret);
    secret.close();
    session.seen(vault.id()).ifPresent(seen -> seen.guard(vault));
    LockTimer timer = new LockTimer(services.clock(), idle, most);
    try (AgentServer server =
        AgentServer.start(vault, services.clock(), timer, folder, vaultFile)) {
      // SIGTERM, SIGHUP and SIGINT end the virtual machine by way of this (SECURITY UN-04)
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      reply(session, server.status());
      server.awaitLock();
    }
  }

  private static ExitCode refuse(Session session, Failure failure) {
    try {
      reply(session, new Reply.Refused(failure.code(), failure.sentence()));
    } catch (IOException e) {
      // whoever started this has gone
      return ExitCode.FAILED;
    }
    return failure.exit();
  }

  private static void reply(Session session, Reply reply) throws IOException {
    try (OutputStream out = session.terminal().output()) {
      DataOutputStream writer = new DataOutputStream(new BufferedOutputStream(out));
      reply.writeTo(writer);
      writer.flush();
    }
  }
}
