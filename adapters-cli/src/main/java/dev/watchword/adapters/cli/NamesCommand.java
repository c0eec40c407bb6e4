package dev.watchword.adapters.cli;

import dev.watchword.core.vault.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword names`: what completion scripts offer for a query. From the agent's list alone: where
/// none runs it prints nothing and asks for nothing, and no secret is opened either way.
final class NamesCommand implements Command {

  static final String NAME = "names";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(this, NAME, "Entry names for shell completion.");
    spec.usageMessage().hidden(true);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    Optional<AgentHost> running =
        session.options().database().isPresent()
            ? Optional.empty()
            : AgentHost.connect(session.agentFolder(), session.vaultFile());
    if (running.isPresent()) {
      try (AgentHost agent = running.get()) {
        print(session, agent);
      }
    }
    return ExitCode.DONE;
  }

  private static void print(Session session, AgentHost agent) {
    List<Entry> entries =
        Answers.expect(agent.ask(new Request.ListEntries("", false)), Reply.Entries.class)
            .entries();
    Map<String, Integer> issuers = new HashMap<>();
    entries.forEach(entry -> issuers.merge(entry.label().issuer(), 1, Integer::sum));
    for (Entry entry : entries) {
      String issuer = Neutral.line(entry.label().issuer());
      String account = Neutral.line(entry.label().accountName());
      boolean alone = issuers.getOrDefault(entry.label().issuer(), 0) == 1;
      session
          .terminal()
          .line(issuer.isEmpty() ? account : alone ? issuer : (issuer + " " + account).strip());
    }
  }
}
