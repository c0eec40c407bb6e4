package dev.watchword.adapters.cli;

import dev.watchword.core.vault.VaultCheck;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword check`: opens every seal of the vault and names what does not open.
final class CheckCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "check", "Open every seal of the vault and say what is damaged.");
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    VaultCheck check = session.ask(new Request.Check(), Reply.Checked.class).check();
    Terminal terminal = session.terminal();
    if (session.json()) {
      session.print(
          new Json()
              .object()
              .put("entries", check.entries())
              .put("seals", check.sealCount())
              .put("rotationAdvised", check.rotationAdvised())
              .put("problems", check.problems())
              .endObject());
    } else {
      terminal.line(
          check.entries()
              + " entries checked, "
              + (check.problems().isEmpty() ? "all well" : check.problems().size() + " problems"));
      check.problems().forEach(problem -> terminal.complainLine("watchword: " + problem));
      if (check.rotationAdvised()) {
        terminal.complainLine(
            "watchword: the vault's key has been used often; `watchword rotate` replaces it.");
      }
    }
    return check.problems().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
