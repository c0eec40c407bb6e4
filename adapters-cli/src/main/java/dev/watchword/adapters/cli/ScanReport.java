package dev.watchword.adapters.cli;

import dev.watchword.core.keyuri.KeyUri;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Tells what a scan found: lines for people as it goes, or one JSON document at the end.
final class ScanReport {

  private final Session session;
  private final Terminal terminal;
  private final boolean named;
  private final Json json = new Json();
  private List<String> warnings = List.of();
  private final boolean many;
  private boolean failed;
  private int pictures;
  private int withAccounts;
  private int accountsSeen;
  private int withoutCode;

  /// @param many whether a folder or a pattern was named: pictures without a code are counted then,
  ///   not named
  /// @param named whether lines say which picture they come from
  ScanReport(Session session, boolean named, boolean many) {
    this.many = many;
    this.session = session;
    this.terminal = session.terminal();
    this.named = named;
    json.object().name("images").array();
  }

  void add(PictureScan scan, List<ScannedAccount> accounts, Instant at) {
    json.object().put("path", scan.name()).name("accounts").array();
    boolean any = false;
    pictures++;
    for (ScannedAccount account : accounts) {
      if (account instanceof ScannedAccount.Usable usable) {
        any = true;
        accountsSeen++;
        json(usable, at);
        if (!session.json()) {
          line(scan.name(), usable, at);
        }
      }
    }
    json.endArray().name("problems").array();
    for (ScannedAccount account : accounts) {
      if (account instanceof ScannedAccount.Unusable unusable) {
        problem(scan.name(), unusable.problem());
      }
    }
    scan.problems().forEach(problem -> problem(scan.name(), problem));
    json.endArray().endObject();
    withAccounts += any ? 1 : 0;
    failed |= !any && !many;
  }

  private void json(ScannedAccount.Usable usable, Instant at) {
    KeyUri uri = usable.uri();
    json.object();
    EntryView.writeLabel(json, uri.label());
    EntryView.writeParameters(json, uri.key().parameters());
    if (usable.code().isPresent()) {
      CodeView.write(json, usable.code().get().code(), usable.code().get().validity(), at);
    }
    json.endObject();
  }

  private void line(String path, ScannedAccount.Usable usable, Instant at) {
    KeyUri uri = usable.uri();
    String code = usable.code().isPresent() ? usable.code().get().code() : "needs its PIN";
    String left =
        usable.code().isPresent() ? CodeView.left(usable.code().get().validity(), at) : "";
    String issuer = EntryView.issuer(uri.label());
    String account = Neutral.line(uri.label().accountName());
    String prefix = named ? Neutral.line(path) + "\t" : "";
    if (terminal.outputIsTerminal()) {
      String bold = terminal.colour() ? "\u001b[1m" : "";
      String plain = terminal.colour() ? "\u001b[0m" : "";
      String name = issuer + (issuer.isEmpty() || account.isEmpty() ? "" : "  ") + account;
      terminal.line(
          (named ? Neutral.line(path) + ": " : "")
              + name
              + "  "
              + bold
              + code
              + plain
              + "  "
              + left);
    } else {
      terminal.line(prefix + issuer + "\t" + account + "\t" + code + "\t" + left);
    }
    EntryView.warn(terminal, uri.label());
  }

  private void problem(String path, PictureScan.Problem problem) {
    json.object().put("code", problem.code()).put("message", problem.sentence()).endObject();
    if (many && problem.code().equals("no-code")) {
      withoutCode++;
      return;
    }
    terminal.complainLine("watchword: " + PictureScan.spoken(path) + ": " + problem.sentence());
  }

  /// Says what the pictures leave open together.
  void warn(List<String> sentences) {
    warnings = sentences;
    sentences.forEach(sentence -> terminal.complainLine("watchword: " + sentence));
  }

  /// @param added what was stored, where that was asked for
  void finish(Optional<Reply.Added> added) {
    json.endArray();
    if (!warnings.isEmpty()) {
      json.put("warnings", warnings);
    }
    if (added.isPresent()) {
      AddedView.write(json, added.get());
    }
    if (many) {
      summary();
    }
    json.endObject();
    if (session.json()) {
      session.print(json);
    } else if (added.isPresent()) {
      AddedView.show(terminal, added.get());
    }
  }

  private void summary() {
    json.name("summary")
        .object()
        .put("pictures", pictures)
        .put("withAccounts", withAccounts)
        .put("accounts", accountsSeen)
        .put("withoutCode", withoutCode)
        .endObject();
    terminal.complainLine(
        "watchword: %d pictures: %d accounts in %d of them, %d without a code, %d with another problem"
            .formatted(
                pictures,
                accountsSeen,
                withAccounts,
                withoutCode,
                pictures - withAccounts - withoutCode));
  }

  /// Done, where every picture had an account.
  ExitCode exit() {
    return failed || many && accountsSeen == 0 ? ExitCode.FAILED : ExitCode.DONE;
  }
}
