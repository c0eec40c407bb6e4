package dev.watchword.adapters.cli;

import dev.watchword.core.vault.Entry;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword rm`: into the trash, or, when told to, gone for good.
final class RemoveCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "rm", "Put an entry into the trash; it keeps everything.")
        .addOption(Options.flag("--purge", "Erase it for good, secret, notes and recovery codes."))
        .addOption(Options.flag("--yes", "Do not ask."))
        .addPositional(Options.query(true));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    session.beSure();
    String query = Options.query(given);
    if (!Options.given(given, "--purge")) {
      Entry entry = move(session, query, Request.Move.Where.TRASH);
      return ChangedView.show(session, "trashed", entry);
    }
    Entry entry = session.ask(new Request.Show(query), Reply.Shown.class).entry();
    if (!Options.given(given, "--yes")) {
      confirm(session.terminal(), entry);
    }
    // by its id, so that nothing else can match meanwhile
    return ChangedView.show(
        session, "erased", move(session, entry.id().toString(), Request.Move.Where.NOWHERE));
  }

  private static Entry move(Session session, String query, Request.Move.Where where) {
    return session.ask(new Request.Move(query, where), Reply.Changed.class).entry();
  }

  private static void confirm(Terminal terminal, Entry entry) {
    if (!terminal.canAsk()) {
      throw Failure.usage("Erasing can't be undone; say --yes where nobody can be asked.");
    }
    String answer =
        terminal.ask("Erase " + EntryView.name(entry.label()) + " for good? Type yes: ");
    if (!answer.strip().equalsIgnoreCase("yes")) {
      throw Failure.expected("not-confirmed", "Nothing was erased.");
    }
  }
}
