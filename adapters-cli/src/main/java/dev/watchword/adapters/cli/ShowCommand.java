package dev.watchword.adapters.cli;

import dev.watchword.core.vault.Entry;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword show`: one entry, its QR code or its URI.
final class ShowCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "show", "Show one entry; its secret only when told to.")
        .addOption(
            Options.flag(
                "--qr", "The QR code, for another authenticator to scan. Holds the secret."))
        .addOption(Options.flag("--uri", "The otpauth URI, with --reveal. Holds the secret."))
        .addOption(Options.flag("--reveal", "Yes, print the secret."))
        .addPositional(Options.query(true));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    String query = Options.query(given);
    boolean qr = Options.given(given, "--qr");
    boolean uri = Options.given(given, "--uri");
    if (uri && !Options.given(given, "--reveal")) {
      throw Failure.usage("The URI holds the secret; say --uri --reveal to have it printed.");
    }
    if (qr && uri) {
      throw Failure.usage("Say --qr or --uri, not both.");
    }
    if (qr || uri) {
      Reply.Secret secret = session.ask(new Request.Reveal(query), Reply.Secret.class);
      secret(session, secret, qr);
    } else {
      Reply.Shown shown = session.ask(new Request.Show(query), Reply.Shown.class);
      if (session.json()) {
        json(session, shown);
      } else {
        text(session.terminal(), shown);
      }
    }
    return ExitCode.DONE;
  }

  private static void secret(Session session, Reply.Secret secret, boolean qr) {
    String uri = secret.text().expose().getFirst();
    Terminal terminal = session.terminal();
    if (session.json()) {
      Json json = new Json().object().put("id", secret.entry().id().toString());
      EntryView.writeLabel(json, secret.entry().label());
      session.print(json.put("uri", uri).endObject());
    } else if (qr) {
      terminal.print(session.pictures().renderer().blocks(uri, true));
      terminal.print("\n");
      terminal.complainLine(
          EntryView.name(secret.entry().label())
              + "  this picture holds the secret: let nobody see or photograph it");
    } else {
      terminal.line(Neutral.line(uri));
    }
  }

  private static void text(Terminal terminal, Reply.Shown shown) {
    Entry entry = shown.entry();
    field(terminal, "issuer", Neutral.line(entry.label().issuer()));
    field(terminal, "account", Neutral.line(entry.label().accountName()));
    field(terminal, "code", EntryView.parameters(entry.parameters()));
    field(terminal, "tags", Neutral.line(String.join(", ", entry.tags())));
    if (!entry.note().isEmpty()) {
      field(terminal, "note", Neutral.block(entry.note()).replace("\n", "\n          "));
    }
    field(terminal, "recovery", recovery(shown));
    field(terminal, "added", entry.createdAt().toString());
    if (entry.pinned()) {
      field(terminal, "pinned", "yes");
    }
    if (entry.trashedAt().isPresent()) {
      field(terminal, "trashed", entry.trashedAt().get().toString());
    }
    field(terminal, "id", entry.id().toString());
    EntryView.warn(terminal, entry.label());
  }

  private static String recovery(Reply.Shown shown) {
    return shown.recoveryCodes() == 0
        ? ""
        : shown.recoveryCodesLeft() + " of " + shown.recoveryCodes() + " codes left";
  }

  private static void field(Terminal terminal, String name, String value) {
    if (!value.isEmpty()) {
      terminal.line(Columns.fit(name, 10) + value);
    }
  }

  private static void json(Session session, Reply.Shown shown) {
    Json json = new Json().object();
    EntryView.write(json, shown.entry());
    session.print(
        json.put("recoveryCodes", shown.recoveryCodes())
            .put("recoveryCodesLeft", shown.recoveryCodesLeft())
            .endObject());
  }
}
