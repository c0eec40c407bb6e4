package dev.watchword.adapters.cli;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Starts an agent and hands it what opens the vault, down a pipe (SECURITY UN-02).
final class AgentProcess {

  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private AgentProcess() {}

  /// @return a [Reply.Status] from an agent that now runs, or a refusal from one that has ended
  static Reply start(Path vaultFile, UnlockSecret secret, Duration idle, Duration most) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      // a session of its own: Ctrl-C and the end of the terminal are not meant for it
      command.add(SETSID.toString());
    }
    command.addAll(program());
    command.addAll(
        List.of(
            AgentCommand.NAME,
            "--vault",
            vaultFile.toString(),
            "--idle-seconds",
            String.valueOf(idle.toSeconds()),
            "--max-seconds",
            String.valueOf(most.toSeconds())));
    try {
      Process agent =
          new ProcessBuilder(command)
              .directory(new File("/"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(agent.getOutputStream()))) {
        secret.writeTo(out);
      }
      return Reply.readFrom(new DataInputStream(new BufferedInputStream(agent.getInputStream())));
    } catch (IOException e) {
      throw Failure.expected(
          "no-agent", "The agent could not be started; without it, each command asks by itself.");
    }
  }

  /// The launcher that started this process, or the Java program itself.
  private static List<String> program() {
    String launcher = System.getProperty("watchword.launcher");
    if (launcher != null) {
      return List.of(launcher);
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Dguice_bytecode_gen_option=DISABLED",
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+DisableAttachMechanism",
        "-cp",
        System.getProperty("java.class.path"),
        System.getProperty("watchword.main", "dev.watchword.app.Main"));
  }
}
