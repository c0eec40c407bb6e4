package dev.watchword.adapters.cli;

import static dev.watchword.core.access.Permission.CHANGE_CUSTODY;
import static dev.watchword.core.access.Permission.SEE_CUSTODY;

import dev.watchword.core.custody.ToldEvent;
import dev.watchword.core.custody.Webhook;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword webhook`: where a running server tells what was done with what is held, and of what
/// people are given notice. Asks for what opens the vault.
final class WebhookCommand implements Command {

  private static final String EVENT = "--event";

  @Override
  public CommandSpec spec() {
    CommandSpec group =
        Options.group(
            "webhook", "Where the server tells what was done in custody, and people's notices.");
    CustodyCommand.add(group, SEE_CUSTODY, WebhookCommand::list, "list", "Show the webhooks.");
    CustodyCommand.add(
            group,
            CHANGE_CUSTODY,
            WebhookCommand::add,
            "add",
            "Add one; the secret that signs its events is shown once.")
        .addPositional(Options.words("URL", "1", "An address with https."))
        .addOption(
            Options.texts(
                EVENT,
                "NAME",
                "An event that is told, all by default: " + ToldEvent.names() + "."));
    CustodyCommand.one(
        CustodyCommand.add(group, CHANGE_CUSTODY, WebhookCommand::remove, "remove", "Remove one."));
    return group;
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    throw new IllegalStateException("a group of commands does nothing itself");
  }

  private static void list(ParseResult given, Session session, CustodyDesk desk) {
    List<Webhook> webhooks = desk.custody().webhooks().list();
    if (session.json()) {
      Json json = new Json().object().name("webhooks").array();
      for (Webhook webhook : webhooks) {
        json.object()
            .put("id", webhook.id().toString())
            .put("url", webhook.url().toString())
            .put("events", List.copyOf(new TreeSet<>(webhook.events())))
            .endObject();
      }
      session.print(json.endArray().endObject());
      return;
    }
    for (Webhook webhook : webhooks) {
      CustodyView.cells(
          session.terminal(),
          webhook.id().toString(),
          webhook.url().toString(),
          webhook.events().isEmpty() ? "all" : String.join(", ", new TreeSet<>(webhook.events())));
    }
  }

  private static void add(ParseResult given, Session session, CustodyDesk desk) {
    URI url = address(Options.query(given));
    Set<String> events = Set.copyOf(Options.texts(given, EVENT));
    Webhook webhook =
        CustodyDesk.checked(() -> desk.custody().webhooks().add(desk.by(), url, events));
    byte[] secret = webhook.secret();
    try {
      String shown = Base64.getEncoder().encodeToString(secret);
      if (session.json()) {
        session.print(
            new Json()
                .object()
                .put("id", webhook.id().toString())
                .put("url", webhook.url().toString())
                .put("secret", shown)
                .endObject());
        return;
      }
      session.terminal().line(shown);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
    session
        .terminal()
        .complainLine("Keep it: it signs each event to that address, and is not shown again.");
  }

  /// Without repeating what was typed.
  private static URI address(String typed) {
    try {
      return URI.create(typed);
    } catch (IllegalArgumentException e) {
      throw Failure.usage("An address such as https://ticket.example/in is wanted.");
    }
  }

  private static void remove(ParseResult given, Session session, CustodyDesk desk) {
    UUID id = CustodyDesk.id(Options.query(given));
    if (!desk.custody().webhooks().remove(desk.by().origin(), id)) {
      throw Failure.expected("no-such-webhook", "There is no webhook of that id.");
    }
    CustodyCommand.done(session, new Json().object().put("removed", id.toString()), "removed");
  }
}
