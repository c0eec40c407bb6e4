package dev.watchword.adapters.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword restore`: out of the trash.
final class RestoreCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "restore", "Take an entry out of the trash.")
        .addPositional(Options.query(true));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    Request.Move move = new Request.Move(Options.query(given), Request.Move.Where.USE);
    return ChangedView.show(session, "restored", session.ask(move, Reply.Changed.class).entry());
  }
}
