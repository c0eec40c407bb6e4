package dev.watchword.adapters.cli;

import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword code`: the code alone on standard output.
final class CodeCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "code", "Print an entry's current code, alone on its line.")
        .addOption(Options.flag("--next", "The code that follows the current one."))
        .addOption(Options.text("--at", "INSTANT", "The code of another time."))
        .addOption(Options.flag("--copy", "Put the code on the clipboard instead."))
        .addOption(Options.flag("--watch", "Go on, with each new code, until interrupted."))
        .addPositional(Options.query(true));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    Request.MakeCode request =
        new Request.MakeCode(
            Options.query(given),
            Options.given(given, "--next"),
            Options.text(given, "--at").map(Times::instant).or(session::codesAt));
    if (Options.given(given, "--watch")) {
      if (Options.given(given, "--at")) {
        throw Failure.usage("--watch shows the time that it is; leave --at out.");
      }
      return new CodeWatch(session, request).run();
    }
    Reply.Code code = session.ask(request, Reply.Code.class);
    Instant at = request.at().orElseGet(session::now);
    if (Options.given(given, "--copy")) {
      session
          .terminal()
          .complainLine(EntryView.name(code.label()) + ": " + copied(session, code.code()));
      EntryView.warn(session.terminal(), code.label());
    } else {
      CodeView.show(session.terminal(), code, session.json(), at);
    }
    return ExitCode.DONE;
  }

  /// By the desktop's program; over SSH, where there is none, by the terminal.
  private static String copied(Session session, String code) {
    boolean remote =
        session.environment().containsKey("SSH_CONNECTION")
            || session.environment().containsKey("SSH_TTY");
    if (remote && !Clipboard.available(session.environment())) {
      ControllingTerminal.send(Clipboard.terminalSequence(code));
      return "handed to the terminal's clipboard, which is not cleared; the code ends by itself";
    }
    Clipboard.copy(session.environment(), code);
    return "copied; the clipboard is cleared in " + Clipboard.SECONDS + " s";
  }
}
