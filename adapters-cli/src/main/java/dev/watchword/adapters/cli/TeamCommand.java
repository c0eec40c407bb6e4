package dev.watchword.adapters.cli;

import static dev.watchword.core.access.Permission.CHANGE_CUSTODY;
import static dev.watchword.core.access.Permission.SEE_CUSTODY;

import dev.watchword.core.custody.Team;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword team`: people to whom reading codes is granted together. Asks for what opens the
/// vault.
final class TeamCommand implements Command {

  private static final String MEMBER = "--member";
  private static final String NEW_NAME = "--name";

  @Override
  public CommandSpec spec() {
    CommandSpec group = Options.group("team", "People to whom reading codes is granted together.");
    CustodyCommand.add(group, SEE_CUSTODY, TeamCommand::list, "list", "Show the teams.");
    members(CustodyCommand.add(group, CHANGE_CUSTODY, TeamCommand::add, "add", "Make a team."));
    members(
            CustodyCommand.add(
                group,
                CHANGE_CUSTODY,
                TeamCommand::change,
                "change",
                "Say anew who is in a team, or what it is called."))
        .addOption(Options.text(NEW_NAME, "NAME", "What it is called from now on."));
    named(
        CustodyCommand.add(
            group,
            CHANGE_CUSTODY,
            TeamCommand::remove,
            "remove",
            "Remove a team; what was granted to it is granted to nobody."));
    return group;
  }

  private static CommandSpec named(CommandSpec spec) {
    return spec.addPositional(Options.words("TEAM", "1..*", "The team's name."));
  }

  private static CommandSpec members(CommandSpec spec) {
    return named(spec)
        .addOption(Options.texts(MEMBER, "NAME", "Who is in it; once for each of them."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    throw new IllegalStateException("a group of commands does nothing itself");
  }

  private static Set<UUID> members(ParseResult given, CustodyDesk desk) {
    Set<UUID> members = new LinkedHashSet<>();
    for (String name : Options.texts(given, MEMBER)) {
      members.add(OperatorAccounts.named(desk.accounts(), name).id().value());
    }
    return members;
  }

  private static void list(ParseResult given, Session session, CustodyDesk desk) {
    List<Team> teams = desk.custody().teams().list();
    if (session.json()) {
      Json json = new Json().object().name("teams").array();
      teams.forEach(team -> write(json, team, desk));
      session.print(json.endArray().endObject());
      return;
    }
    teams.forEach(team -> show(session, team, desk));
  }

  private static void add(ParseResult given, Session session, CustodyDesk desk) {
    String name = Options.query(given);
    if (desk.custody().teams().list().stream()
        .anyMatch(team -> team.name().equalsIgnoreCase(name.strip()))) {
      throw Failure.expected("name-taken", "There is a team of that name.");
    }
    Set<UUID> members = members(given, desk);
    print(
        session,
        CustodyDesk.checked(() -> desk.custody().teams().add(desk.by(), name, members)),
        desk);
  }

  private static void change(ParseResult given, Session session, CustodyDesk desk) {
    Team team = desk.team(Options.query(given));
    Optional<Set<UUID>> members =
        Options.texts(given, MEMBER).isEmpty()
            ? Optional.empty()
            : Optional.of(members(given, desk));
    Team changed =
        CustodyDesk.checked(() ->
                desk.custody()
                    .teams()
                    .change(desk.by(), team.id(), Options.text(given, NEW_NAME), members))
            .orElseThrow(() -> Failure.expected("no-such-team", "The team is gone."));
    print(session, changed, desk);
  }

  private static void remove(ParseResult given, Session session, CustodyDesk desk) {
    Team team = desk.team(Options.query(given));
    if (!desk.custody().teams().remove(desk.by(), team.id())) {
      throw Failure.expected("no-such-team", "The team is gone.");
    }
    CustodyCommand.done(
        session, new Json().object().put("removed", team.id().toString()), "removed");
  }

  private static void print(Session session, Team team, CustodyDesk desk) {
    if (session.json()) {
      Json json = new Json();
      write(json, team, desk);
      session.print(json);
    } else {
      show(session, team, desk);
    }
  }

  private static void show(Session session, Team team, CustodyDesk desk) {
    CustodyView.cells(session.terminal(), team.name(), String.join(", ", names(team, desk)));
  }

  private static void write(Json json, Team team, CustodyDesk desk) {
    json.object()
        .put("id", team.id().toString())
        .put("name", team.name())
        .put("members", names(team, desk))
        .endObject();
  }

  private static List<String> names(Team team, CustodyDesk desk) {
    return team.members().stream().map(desk::nameOf).sorted().toList();
  }
}
