package dev.watchword.adapters.cli;

import dev.watchword.core.vault.Entry;
import java.util.List;

/// The list for screen readers: numbered lines and a prompt, nothing that moves or redraws.
final class PlainBrowser {

  private static final int MOST = 50;

  private final Session session;
  private final Terminal terminal;
  private List<Entry> shown = List.of();

  PlainBrowser(Session session) {
    this.session = session;
    this.terminal = session.terminal();
  }

  ExitCode run() {
    list("");
    while (true) {
      String line;
      try {
        line = terminal.ask("Number, words, or h for help: ").strip();
      } catch (Failure ended) {
        return ExitCode.DONE;
      }
      if (line.equals("q") || line.equals("quit")) {
        return ExitCode.DONE;
      }
      try {
        answer(line);
      } catch (Failure failure) {
        if (failure.code().equals("locked") || failure.code().equals("agent-gone")) {
          throw failure;
        }
        terminal.line(failure.sentence());
      }
    }
  }

  private void answer(String line) {
    String[] words = line.split(" ", 2);
    if (line.equals("h") || line.equals("help") || line.equals("?")) {
      help();
    } else if (line.isEmpty()) {
      list("");
    } else if (number(line) > 0) {
      code(entry(number(line)), false);
    } else if (words.length == 2 && number(words[1]) > 0 && words[0].equals("copy")) {
      Reply.Code code = ask(entry(number(words[1])), false);
      Clipboard.copy(session.environment(), code.code());
      terminal.line("Copied; the clipboard is cleared in " + Clipboard.SECONDS + " seconds.");
    } else if (words.length == 2 && number(words[1]) > 0 && words[0].equals("next")) {
      code(entry(number(words[1])), true);
    } else {
      list(line);
    }
  }

  private void help() {
    terminal.line("A number: that entry's code. next NUMBER: the code after it.");
    terminal.line("copy NUMBER: the code to the clipboard. Words: the entries with them.");
    terminal.line("Nothing: all entries. q: quit.");
  }

  private static int number(String text) {
    return text.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(text) : 0;
  }

  private Entry entry(int number) {
    if (number > shown.size()) {
      throw Failure.expected("not-found", "There is no entry of that number in the list.");
    }
    return shown.get(number - 1);
  }

  private void list(String words) {
    List<Entry> found =
        session.askAgain(new Request.ListEntries(words, false), Reply.Entries.class).entries();
    if (found.isEmpty()) {
      terminal.line(words.isEmpty() ? "No entries yet." : "Nothing matches.");
      return;
    }
    shown = found;
    terminal.line(found.size() == 1 ? "1 entry" : found.size() + " entries");
    for (int i = 0; i < Math.min(found.size(), MOST); i++) {
      terminal.line((i + 1) + ". " + EntryView.name(found.get(i).label()));
    }
    if (found.size() > MOST) {
      terminal.line("And " + (found.size() - MOST) + " more; type words to find one.");
    }
  }

  private Reply.Code ask(Entry entry, boolean next) {
    return session.askAgain(
        new Request.MakeCode(entry.id().toString(), next, session.codesAt()), Reply.Code.class);
  }

  private void code(Entry entry, boolean next) {
    Reply.Code code = ask(entry, next);
    terminal.line(EntryView.name(entry.label()) + ":");
    terminal.line(String.join(" ", code.code().split("")));
    terminal.line(CodeView.left(code.validity(), session.now()));
  }
}
