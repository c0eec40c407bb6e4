package dev.watchword.adapters.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword unlock`: leaves an agent behind that keeps the vault open.
final class UnlockCommand implements Command {

  private static final int PROMPTS = 3;

  @Override
  public CommandSpec spec() {
    return Options.command(
            this, "unlock", "Ask for the passphrase once, and keep the vault open for a while.")
        .addOption(
            Options.number("--idle", "MINUTES", "Lock when not used for so long, 1 to 15; 15."))
        .addOption(
            Options.text("--for", "TIME", "Lock after so long in any case, such as 45m or 2h; 8h."))
        .addOption(
            Options.number("--max", "MINUTES", "Lock after so long in any case, 1 to 480; 480."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    Duration idle = minutes(given, "--idle", LockTimer.IDLE);
    Duration most =
        Options.text(given, "--for")
            .map(UnlockCommand::spoken)
            .orElseGet(() -> minutes(given, "--max", LockTimer.ABSOLUTE));
    if (Options.given(given, "--for") && idle.compareTo(most) > 0) {
      idle = most;
    }
    session.needAVaultFile();
    Path vaultFile = session.vaultFile();
    Optional<AgentHost> running = AgentHost.connect(session.agentFolder(), vaultFile);
    if (running.isPresent()) {
      try (AgentHost agent = running.get()) {
        Reply.Status status = Answers.expect(agent.ask(new Request.Status()), Reply.Status.class);
        return show(session, "unlocked already", status);
      }
    }
    if (!Files.exists(vaultFile)) {
      throw LocalHost.noVault(vaultFile.toString());
    }
    return show(session, "unlocked", started(session, vaultFile, idle, most));
  }

  private static Reply.Status started(
      Session session, Path vaultFile, Duration idle, Duration most) {
    int tries = UnlockSecrets.prompts(session.options()) ? PROMPTS : 1;
    while (true) {
      Reply reply;
      try (UnlockSecret secret = UnlockSecrets.obtain(session)) {
        reply = AgentProcess.start(vaultFile, secret, idle, most);
      }
      boolean again = reply instanceof Reply.Refused refused && refused.code().equals("wrong-key");
      if (!again || --tries == 0) {
        return Answers.expect(reply, Reply.Status.class);
      }
      session.terminal().complainLine("watchword: " + ((Reply.Refused) reply).sentence());
    }
  }

  private static Duration minutes(ParseResult given, String option, Duration most) {
    long minutes = Options.number(given, option).orElse(most.toMinutes());
    if (minutes < 1 || minutes > most.toMinutes()) {
      throw Failure.usage(option + " takes 1 to " + most.toMinutes() + " minutes.");
    }
    return Duration.ofMinutes(minutes);
  }

  /// Such as `90s`, `45m`, `2h` or `1h30m`.
  private static Duration spoken(String text) {
    try {
      Duration time = Duration.parse("PT" + text.strip().toUpperCase(java.util.Locale.ROOT));
      if (time.isPositive() && time.compareTo(LockTimer.ABSOLUTE) <= 0) {
        return time;
      }
    } catch (java.time.format.DateTimeParseException noTime) {
      // said below
    }
    throw Failure.usage("--for takes a time of at most 8h, such as 45m or 2h.");
  }

  private static ExitCode show(Session session, String how, Reply.Status status) {
    if (session.json()) {
      session.print(
          new Json()
              .object()
              .put("unlockedAt", status.since().toString())
              .put("idleUntil", status.idleUntil().toString())
              .put("until", status.until().toString())
              .put("entries", status.entries())
              .endObject());
    } else {
      long idle = minutesUntil(session, status.idleUntil());
      long most = minutesUntil(session, status.until());
      session
          .terminal()
          .complainLine(
              how
                  + ": "
                  + status.entries()
                  + " entries; locks when not used for "
                  + spoken(idle)
                  + ", at the latest in "
                  + spoken(most)
                  + ", or by `watchword lock`");
    }
    return ExitCode.DONE;
  }

  private static String spoken(long minutes) {
    return minutes % 60 == 0 ? minutes / 60 + " h" : minutes + " min";
  }

  /// Rounded to the nearest.
  private static long minutesUntil(Session session, Instant end) {
    return Duration.between(session.now(), end).plusSeconds(30).toMinutes();
  }
}
