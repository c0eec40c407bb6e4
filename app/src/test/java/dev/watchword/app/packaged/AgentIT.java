package dev.watchword.app.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.app.packaged.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The agent's process, stopped from outside: whatever stops it, the vault is locked then.
class AgentIT {

  private static final int KILLS = Integer.getInteger("watchword.agent.kills", 10);
  private static final String KEY_URI =
      "otpauth://totp/GitHub:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=GitHub\n";

  @TempDir Path home;
  private Program program;
  private Program stranger;

  @BeforeEach
  void vault() {
    program = new Program(home);
    assertThat(program.run("init").exit()).isZero();
    assertThat(program.piped(KEY_URI, "add", "-").exit()).isZero();
    stranger = program.without("WATCHWORD_PASSPHRASE_FILE");
  }

  @AfterEach
  void noAgentStays() {
    program.run("lock");
  }

  static ProcessHandle agentOf(Path home) {
    List<ProcessHandle> agents =
        ProcessHandle.allProcesses()
            .filter(process -> {
              String line = commandLine(process);
              return line.contains(" agent ") && line.contains(home.toString());
            })
            .toList();
    assertThat(agents).hasSize(1);
    return agents.getFirst();
  }

  /// All of it: what Java tells of a process ends after some thousand characters.
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
          .replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
  }

  private void stop(String signal) throws Exception {
    ProcessHandle agent = agentOf(home);
    new ProcessBuilder("kill", "-" + signal, Long.toString(agent.pid())).start().waitFor();
    agent.onExit().get(20, TimeUnit.SECONDS);
  }

  private void unlockAndStop(String signal) throws Exception {
    unlockAndStop(program, signal);
  }

  private void unlockAndStop(Program starting, String signal) throws Exception {
    assertThat(starting.run("unlock").exit()).isZero();
    assertThat(stranger.run("code", "github").out()).matches("\\d{6}\n");

    stop(signal);

    Run locked = stranger.run("code", "github");
    assertThat(locked.exit()).isEqualTo(1);
    assertThat(locked.out()).isEmpty();
    assertThat(locked.err()).contains("The vault is locked");
  }

  @Test
  void locksWhenItIsToldToEnd() throws Exception { // UN-04
    unlockAndStop("TERM");
  }

  /// Whoever starts the suite may have the signal ignored, and a child inherits that.
  @Test
  void locksWhenItsTerminalIsGone() throws Exception { // UN-04
    unlockAndStop(program.by("env", "--default-signal=HUP"), "HUP");
  }

  @Test
  void isLockedAfterEveryKillAndReplacesTheSocket() throws Exception { // UN-09
    for (int i = 0; i < KILLS; i++) {
      unlockAndStop("KILL");
    }
  }
}
