package dev.watchword.adapters.cli;

import dev.watchword.core.vault.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the keys of the list do to the entry that is chosen, and how it is undone. One thread.
final class BrowserActions {

  private static final int SECONDS_OF_A_PICTURE = 60;

  private final Browser browser;
  private final Session session;
  private final BrowserCopy copy;
  private final BrowserUndo undo;

  BrowserActions(Browser browser, Session session, BrowserCopy copy, BrowserUndo undo) {
    this.browser = browser;
    this.session = session;
    this.copy = copy;
    this.undo = undo;
  }

  void tick() {
    copy.tick(session.now());
  }

  void clipboardHolds(String text) {
    copy.holds(text);
  }

  private Optional<Entry> chosenInUse() {
    if (browser.inTrash()) {
      browser.say("It is in the trash; u takes it out.");
      return Optional.empty();
    }
    return browser.chosen();
  }

  void copy(boolean next) {
    chosenInUse()
        .ifPresent(entry -> {
          Reply.Code code =
              session.askAgain(
                  new Request.MakeCode(entry.id().toString(), next, session.codesAt()),
                  Reply.Code.class);
          String how = copy.copy(code.code(), session.now());
          String shown = code.validity().isEmpty() ? " " + code.code() + " (used up)" : "";
          browser.say((next ? "Next code " : "Code ") + how + "." + shown);
        });
  }

  void picture() {
    chosenInUse()
        .ifPresent(entry -> {
          Reply.Secret secret =
              session.askAgain(new Request.Reveal(entry.id().toString()), Reply.Secret.class);
          List<String> lines =
              session
                  .pictures()
                  .renderer()
                  .blocks(secret.text().expose().getFirst(), true)
                  .lines()
                  .toList();
          int columns = lines.isEmpty() ? 0 : Columns.width(lines.getFirst());
          if (lines.size() + 2 > browser.size().rows() || columns > browser.size().columns()) {
            browser.say(
                "The QR code needs %d columns, %d rows.".formatted(columns, lines.size() + 2));
            return;
          }
          browser.open(
              new Panel.Picture(
                  EntryView.name(entry.label()),
                  lines,
                  session.now().plusSeconds(SECONDS_OF_A_PICTURE)));
        });
  }

  void edit() {
    chosenInUse()
        .ifPresent(entry ->
            browser.open(
                new Panel.Menu(
                    "Edit " + EntryView.name(entry.label()),
                    List.of(
                        new Panel.Choice(
                            "i",
                            "issuer",
                            () ->
                                change(
                                    "Issuer: ",
                                    entry.label().issuer(),
                                    text ->
                                        edit(entry, text(text), none(), none(), Optional.empty()))),
                        new Panel.Choice(
                            "a",
                            "account",
                            () ->
                                change(
                                    "Account: ",
                                    entry.label().accountName(),
                                    text ->
                                        edit(entry, none(), text(text), none(), Optional.empty()))),
                        new Panel.Choice(
                            "t",
                            "tags, with commas",
                            () ->
                                change(
                                    "Tags: ",
                                    String.join(", ", entry.tags()),
                                    text -> tag(entry, text))),
                        new Panel.Choice(
                            "n",
                            "note",
                            () ->
                                change(
                                    "Note: ",
                                    entry.note(),
                                    text ->
                                        edit(
                                            entry,
                                            none(),
                                            none(),
                                            text(text),
                                            Optional.empty())))))));
  }

  private static Optional<String> text(String text) {
    return Optional.of(text);
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private void change(String label, String now, java.util.function.Consumer<String> done) {
    browser.open(new Panel.Question(label, new LineEditor(now), done));
  }

  void pin() {
    chosenInUse()
        .ifPresent(entry -> edit(entry, none(), none(), none(), Optional.of(!entry.pinned())));
  }

  private void edit(
      Entry before,
      Optional<String> issuer,
      Optional<String> account,
      Optional<String> note,
      Optional<Boolean> pinned) {
    String id = before.id().toString();
    Request back =
        new Request.Edit(
            id,
            issuer.map(changed -> before.label().issuer()),
            account.map(changed -> before.label().accountName()),
            note.map(changed -> before.note()),
            pinned.map(changed -> before.pinned()));
    done("Changed", before, new Request.Edit(id, issuer, account, note, pinned), back);
  }

  private void tag(Entry entry, String typed) {
    List<String> wanted =
        Arrays.stream(typed.split(",")).map(String::strip).filter(t -> !t.isEmpty()).toList();
    List<String> more = wanted.stream().filter(t -> !entry.tags().contains(t)).toList();
    List<String> fewer = entry.tags().stream().filter(t -> !wanted.contains(t)).toList();
    String id = entry.id().toString();
    done("Changed", entry, new Request.Tag(id, more, fewer), new Request.Tag(id, fewer, more));
  }

  void tags() {
    List<String> tags = browser.tags();
    if (tags.isEmpty()) {
      browser.say("No entry has a tag; e then t gives one.");
      return;
    }
    List<Panel.Choice> choices = new ArrayList<>();
    choices.add(new Panel.Choice("0", "all entries", () -> browser.filter(Optional.empty())));
    String keys = "123456789abcdefghijklmnopqrstuvwxyz";
    for (int i = 0; i < Math.min(tags.size(), keys.length()); i++) {
      String tag = tags.get(i);
      choices.add(
          new Panel.Choice(
              keys.substring(i, i + 1), Neutral.line(tag), () -> browser.filter(Optional.of(tag))));
    }
    browser.open(new Panel.Menu("Show the tag", choices));
  }

  void trashOrErase() {
    Optional<Entry> chosen = browser.chosen();
    if (chosen.isEmpty()) {
      return;
    }
    Entry entry = chosen.get();
    String id = entry.id().toString();
    if (browser.inTrash()) {
      browser.open(
          new Panel.Menu(
              "Erase " + EntryView.name(entry.label()) + " for good?",
              List.of(
                  new Panel.Choice("y", "yes: its secret is gone then", () -> erase(entry)),
                  new Panel.Choice("n", "no", () -> browser.say("")))));
      return;
    }
    done(
        "To the trash:",
        entry,
        new Request.Move(id, Request.Move.Where.TRASH),
        new Request.Move(id, Request.Move.Where.USE));
  }

  private void erase(Entry entry) {
    String id = entry.id().toString();
    session.askAgain(new Request.Move(id, Request.Move.Where.NOWHERE), Reply.Changed.class);
    browser.load();
    browser.say("Erased " + EntryView.name(entry.label()) + ".");
  }

  private void done(String what, Entry entry, Request request, Request back) {
    session.askAgain(request, Reply.Changed.class);
    undo.remember(what + " " + EntryView.name(entry.label()), back);
    browser.load();
    browser.say(what + " " + EntryView.name(entry.label()) + "; u undoes it.");
  }

  /// In the trash: takes the chosen entry out of it. Else takes the last change back.
  void undo() {
    if (browser.inTrash()) {
      browser
          .chosen()
          .ifPresent(entry ->
              done(
                  "Restored",
                  entry,
                  new Request.Move(entry.id().toString(), Request.Move.Where.USE),
                  new Request.Move(entry.id().toString(), Request.Move.Where.TRASH)));
      return;
    }
    Optional<String> undone = undo.undo();
    if (undone.isPresent()) {
      browser.load();
    }
    browser.say(undone.map(what -> "Undone: " + what + ".").orElse("There is nothing to undo."));
  }
}
