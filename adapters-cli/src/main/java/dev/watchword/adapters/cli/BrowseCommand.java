package dev.watchword.adapters.cli;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword` alone on a terminal, or `watchword browse`: the list with live codes.
final class BrowseCommand implements Command {

  static final String NAME = "browse";

  /// Most of a second, so that none is left out.
  private static final long LONGEST_WAIT = 1000;

  @Override
  public CommandSpec spec() {
    return Options.command(
            this, NAME, "Open the list with live codes; the same as watchword alone on a terminal.")
        .addOption(plain());
  }

  static picocli.CommandLine.Model.OptionSpec plain() {
    return Options.flag(
        "--plain", "The list as lines and a prompt, for screen readers and simple terminals.");
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    Terminal terminal = session.terminal();
    if (session.json()) {
      throw Failure.usage("The list is for people; `watchword list -o json` is for programs.");
    }
    if (!terminal.outputIsTerminal() || !terminal.canAsk()) {
      throw Failure.usage(
          "The list needs a terminal; `watchword list` prints the entries, and `watchword --help`"
              + " names the commands.");
    }
    session.vault();
    if (Options.given(given, "--plain") || "dumb".equals(session.environment().get("TERM"))) {
      return new PlainBrowser(session).run();
    }
    terminal.flush();
    try (Display display = TerminalDisplay.open(terminal.colour())) {
      run(session, display);
    }
    return ExitCode.DONE;
  }

  /// Draws and takes keys until it is over.
  static void run(Session session, Display display) {
    Browser browser = new Browser(session, new BrowserCopy(session.environment(), display::send));
    while (!browser.over()) {
      browser.resize(display.rows(), display.columns());
      browser.tick(BrowserView.room(browser, display.rows()));
      display.show(BrowserView.draw(browser, display.rows(), display.columns(), display.colour()));
      long toNextSecond = LONGEST_WAIT - Math.floorMod(browser.now().toEpochMilli(), 1000L);
      Optional<Key> key = display.key(toNextSecond);
      key.ifPresent(browser::take);
    }
  }
}
