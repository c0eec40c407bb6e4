package dev.watchword.adapters.cli;

import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.vault.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How accounts come into the list: from the clipboard, a file, or what is pasted. One thread.
final class BrowserAdding {

  private final Browser browser;
  private final Session session;
  private final BrowserUndo undo;

  BrowserAdding(Browser browser, Session session, BrowserUndo undo) {
    this.browser = browser;
    this.session = session;
    this.undo = undo;
  }

  void add() {
    browser.open(
        new Panel.Menu(
            "Add an account",
            List.of(
                new Panel.Choice("c", "from the clipboard: a picture or text", this::fromClipboard),
                new Panel.Choice("f", "from a file: a picture or text", this::fromFile),
                new Panel.Choice("u", "by its otpauth URI", this::byUri))));
  }

  private void fromClipboard() {
    addAll(ClipboardContent.read(session.environment(), PictureScan.MOST_BYTES));
  }

  private void fromFile() {
    browser.open(
        new Panel.Question(
            "File: ",
            new LineEditor(""),
            name ->
                addAll(new PictureSource.Named(FileNames.ofHome(session.environment(), name)))));
  }

  private void byUri() {
    browser.open(new Panel.Question("URI: ", new LineEditor(""), this::addText));
  }

  /// What was pasted.
  void addText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      if (UriText.payloads(bytes).isEmpty()) {
        browser.say("There is no otpauth URI in it.");
        return;
      }
      addAll(new PictureSource.Held("paste", bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private void addAll(PictureSource source) {
    List<String> uris = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    try (PictureScan scan = PictureScan.read(session, source)) {
      scan.problems().forEach(problem -> problems.add(problem.sentence()));
      for (Payload payload : scan.payloads()) {
        try (KeyUri uri = KeyUri.parse(payload.exposeText())) {
          uris.add(uri.reveal());
        } catch (KeyUriSyntaxException e) {
          problems.add(KeyUriProblems.problem(e).sentence());
        }
      }
    }
    if (uris.isEmpty()) {
      browser.say(problems.isEmpty() ? "There is no account in it." : problems.getFirst());
      return;
    }
    Reply.Added added =
        session.askAgain(new Request.Add(SecretTexts.of(uris), List.of(), ""), Reply.Added.class);
    browser.load();
    if (added.added().isEmpty()) {
      browser.say("It is in the vault already.");
      added.known().stream().findFirst().ifPresent(known -> browser.choose(known.id()));
      return;
    }
    for (Entry entry : added.added()) {
      undo.remember(
          "Added " + EntryView.name(entry.label()),
          new Request.Move(entry.id().toString(), Request.Move.Where.TRASH));
    }
    Entry first = added.added().getFirst();
    browser.choose(first.id());
    browser.say(
        added.added().size() == 1
            ? "Added " + EntryView.name(first.label()) + "."
            : "Added " + added.added().size() + " accounts.");
  }
}
