package dev.watchword.adapters.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword recovery use`: prints the first code that is not used yet and marks it, or marks one
/// that was used elsewhere.
final class RecoveryUseCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "use", "Print the next unused recovery code and mark it as used.")
        .addOption(
            Options.flag("--code-stdin", "Mark the code on standard input instead of the next."))
        .addPositional(Options.query(true));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    session.beSure();
    SecretTexts wanted = SecretTexts.of(List.of());
    if (Options.given(given, "--code-stdin")) {
      char[] typed = new SecretInput(session.terminal(), true).next("");
      wanted = SecretTexts.of(new String(typed).strip());
      Arrays.fill(typed, '\0');
    }
    Reply.Secret used =
        session.ask(new Request.UseRecoveryCode(Options.query(given), wanted), Reply.Secret.class);
    String code = used.text().expose().getFirst();
    if (session.json()) {
      Json json = new Json().object().put("id", used.entry().id().toString());
      EntryView.writeLabel(json, used.entry().label());
      session.print(json.put("code", code).put("left", used.left()).endObject());
    } else {
      session.terminal().line(Neutral.line(code));
      session
          .terminal()
          .complainLine(
              EntryView.name(used.entry().label())
                  + "  marked as used; "
                  + used.left()
                  + " left"
                  + (used.left() == 0 ? ": get new ones from the site" : ""));
    }
    return ExitCode.DONE;
  }
}
