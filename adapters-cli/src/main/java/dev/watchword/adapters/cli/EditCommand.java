package dev.watchword.adapters.cli;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword edit`: another name, note or place for an entry.
final class EditCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "edit", "Change an entry's names, note or place in the list.")
        .addOption(Options.text("--issuer", "NAME", "The site."))
        .addOption(Options.text("--account", "NAME", "The account's name at the site."))
        .addOption(Options.text("--note", "TEXT", "The note; empty removes it."))
        .addOption(Options.flag("--pin", "Show it first in lists."))
        .addOption(Options.flag("--unpin", "Show it in its turn again."))
        .addPositional(Options.query(true));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    boolean pin = Options.given(given, "--pin");
    boolean unpin = Options.given(given, "--unpin");
    if (pin && unpin) {
      throw Failure.usage("Say --pin or --unpin, not both.");
    }
    Optional<Boolean> pinned = pin || unpin ? Optional.of(pin) : Optional.empty();
    Request.Edit edit =
        new Request.Edit(
            Options.query(given),
            Options.text(given, "--issuer"),
            Options.text(given, "--account"),
            Options.text(given, "--note"),
            pinned);
    if (edit.issuer().isEmpty()
        && edit.account().isEmpty()
        && edit.note().isEmpty()
        && pinned.isEmpty()) {
      throw Failure.usage("Say what to change: --issuer, --account, --note, --pin or --unpin.");
    }
    return ChangedView.show(session, "changed", session.ask(edit, Reply.Changed.class).entry());
  }
}
