package dev.watchword.adapters.cli;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword lock`: ends the agent.
final class LockCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "lock", "Lock the vault now.");
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    Optional<AgentHost> running = AgentHost.connect(session.agentFolder(), session.vaultFile());
    if (running.isPresent()) {
      try (AgentHost agent = running.get()) {
        Answers.expect(agent.ask(new Request.Lock()), Reply.Done.class);
      }
    }
    if (session.json()) {
      session.print(new Json().object().put("wasUnlocked", running.isPresent()).endObject());
    } else {
      session
          .terminal()
          .complainLine(running.isPresent() ? "locked" : "the vault was locked already");
    }
    return ExitCode.DONE;
  }
}
