package dev.watchword.adapters.cli;

import dev.watchword.core.vault.Entry;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword list`: what is in the vault, without secrets.
final class ListCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "list", "List the entries, or those that a query finds.")
        .addOption(Options.flag("--trash", "What is in the trash instead."))
        .addPositional(Options.query(false));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    boolean trash = Options.given(given, "--trash");
    List<Entry> entries =
        session
            .ask(new Request.ListEntries(Options.query(given), trash), Reply.Entries.class)
            .entries();
    if (session.json()) {
      Json json = new Json().object().name("entries").array();
      for (Entry entry : entries) {
        json.object();
        EntryView.write(json, entry);
        json.endObject();
      }
      session.print(json.endArray().endObject());
    } else {
      EntryTable.print(session.terminal(), entries);
      if (entries.isEmpty()) {
        session
            .terminal()
            .complainLine(
                trash
                    ? "watchword: the trash is empty, or nothing in it matches."
                    : "watchword: no entries; `watchword add IMAGE` adds one.");
      }
    }
    return ExitCode.DONE;
  }
}
