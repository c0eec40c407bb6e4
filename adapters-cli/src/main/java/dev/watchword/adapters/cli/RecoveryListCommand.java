package dev.watchword.adapters.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword recovery list`: how many codes there are and which are used; the codes themselves
/// when told to (SECURITY LO-09).
final class RecoveryListCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "list", "List the recovery codes kept for an entry.")
        .addOption(Options.flag("--reveal", "Print the codes themselves."))
        .addPositional(Options.query(true));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    Reply.SavedCodes codes =
        session.ask(new Request.ListRecoveryCodes(Options.query(given)), Reply.SavedCodes.class);
    show(session, codes, Options.given(given, "--reveal"));
    return ExitCode.DONE;
  }

  private static void show(Session session, Reply.SavedCodes reply, boolean reveal) {
    List<String> codes = reply.codes().expose();
    if (session.json()) {
      Json json = new Json().object().put("id", reply.entry().id().toString());
      EntryView.writeLabel(json, reply.entry().label());
      json.put("left", reply.left()).name("codes").array();
      for (int i = 0; i < codes.size(); i++) {
        json.object();
        if (reveal) {
          json.put("code", codes.get(i));
        }
        json.put("usedAt", reply.usedAt().get(i)).endObject();
      }
      session.print(json.endArray().endObject());
      return;
    }
    for (int i = 0; i < codes.size(); i++) {
      String code = reveal ? Neutral.line(codes.get(i)) : masked(codes.get(i));
      Optional<Instant> used = reply.usedAt().get(i);
      session.terminal().line(code + (used.isPresent() ? "\tused " + used.get() : ""));
    }
    session
        .terminal()
        .complainLine(
            EntryView.name(reply.entry().label())
                + "  "
                + reply.left()
                + " of "
                + codes.size()
                + " left"
                + (reveal || codes.isEmpty() ? "" : "; --reveal prints them"));
  }

  private static String masked(String code) {
    return "*".repeat(Math.min(code.length(), 12));
  }
}
