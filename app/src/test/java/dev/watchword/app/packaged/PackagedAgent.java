package dev.watchword.app.packaged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The built program's agent, unlocked, with a vault of one account.
public final class PackagedAgent {

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final Path home;
  private final Program program;
  private final Program stranger;

  private PackagedAgent(Path home) {
    this.home = home;
    this.program = new Program(home);
    this.stranger = program.without("WATCHWORD_PASSPHRASE_FILE");
  }

  /// @param home an empty folder, whose path is short enough for a socket's address
  public static PackagedAgent unlocked(Path home) {
    PackagedAgent agent = new PackagedAgent(home);
    agent.done("", "init");
    agent.done("otpauth://totp/GitHub:me?issuer=GitHub&secret=GEZDGNBVGY3TQOJQ", "add", "-");
    agent.done("", "unlock");
    return agent;
  }

  private void done(String input, String... words) {
    Program.Run run = program.piped(input, words);
    if (run.exit() != 0) {
      throw new AssertionError(String.join(" ", words) + ": " + run.err());
    }
  }

  /// A code by somebody who knows no passphrase: it is the agent that gives it.
  public String code() {
    return stranger.run("code", "github").out().strip();
  }

  public Path socket() throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("run"))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".sock"))
          .findFirst()
          .orElseThrow();
    }
  }

  /// What the agent has in memory, in KiB.
  public long memoryKib() throws IOException {
    Path status = Path.of("/proc", Long.toString(AgentIT.agentOf(home).pid()), "status");
    Matcher found = RESIDENT.matcher(Files.readString(status));
    if (!found.find()) {
      throw new AssertionError("the system does not say how much memory it has");
    }
    return Long.parseLong(found.group(1));
  }

  public void lock() {
    program.run("lock");
  }
}
