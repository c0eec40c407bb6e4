package dev.watchword.adapters.cli;

import dev.watchword.core.people.AddPerson;
import dev.watchword.core.people.InviteCode;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonChange;
import dev.watchword.core.people.PersonName;
import dev.watchword.core.people.ResetPerson;
import dev.watchword.core.people.Role;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.session.Accounts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword user`: the people of the server, for an operator at the server itself. Asks for what
/// opens the vault.
final class UserCommand implements Command {

  private static final String ROLE = "--role";
  private static final String PASSWORD_FILE = "--password-file";

  @Override
  public CommandSpec spec() {
    return Options.group("user", "The people who may sign in to the server.")
        .addSubcommand(
            "add",
            named(new Act(UserCommand::add), "add", "Add somebody; asks for their password.")
                .addOption(
                    Options.text(
                        ROLE, "ROLE", "owner, operator, viewer or auditor; the first is an owner."))
                .addOption(
                    Options.text(
                        PASSWORD_FILE, "FILE", "Read their password from a file of mode 0600.")))
        .addSubcommand(
            "list", Options.command(new Act(UserCommand::list), "list", "Show who there is."))
        .addSubcommand(
            "reset",
            named(
                new Act(UserCommand::reset),
                "reset",
                "Erase their second factor, and give a one-time code for a new password."))
        .addSubcommand(
            "disable",
            named(new Act(UserCommand::disable), "disable", "Shut somebody out, at once."));
  }

  private static CommandSpec named(Command command, String name, String header) {
    return Options.command(command, name, header)
        .addPositional(Options.words("NAME", "1", "The name that they sign in with."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    throw new IllegalStateException("a group of commands does nothing itself");
  }

  private interface Work {
    void with(ParseResult given, Session session);
  }

  /// One of the group's commands.
  private record Act(Work work) implements Command {

    @Override
    public CommandSpec spec() {
      throw new IllegalStateException("its group has it");
    }

    @Override
    public ExitCode run(ParseResult given, Session session) {
      work.with(given, session);
      return ExitCode.DONE;
    }
  }

  private static void add(ParseResult given, Session session) {
    PersonName name = OperatorAccounts.name(Options.query(given));
    Role role =
        Role.named(Options.text(given, ROLE).orElse("owner"))
            .orElseThrow(() ->
                Failure.usage(
                    "There is no such role; there are owner, operator, viewer, auditor."));
    Accounts accounts = OperatorAccounts.of(session);
    boolean first = session.services().people().stores().persons().isEmpty();
    if (first && role != Role.OWNER) {
      throw Failure.expected("no-owner", "The first one has to be an owner.");
    }
    if (!first && Options.text(given, ROLE).isEmpty()) {
      throw Failure.usage("Say by --role what they are to be.");
    }
    @Nullable UnlockSecret file =
        Options.text(given, PASSWORD_FILE).map(UnlockSecrets::passphraseFile).orElse(null);
    try (Passphrase password =
        NewPassphrase.obtain(session, session.services().passphrasePolicy(), file)) {
      AddPerson.Outcome outcome =
          first
              ? accounts.add().firstOwner(name, name.value(), password, OperatorVerifier.origin())
              : accounts
                  .add()
                  .withPassword(name, name.value(), role, password, OperatorVerifier.origin());
      switch (outcome) {
        case AddPerson.Outcome.Added(var person) -> show(session, person, Optional.empty());
        case AddPerson.Outcome.NameTaken _ ->
            throw Failure.expected("name-taken", "Somebody has that name.");
        case AddPerson.Outcome.Objection(var sentence) ->
            throw Failure.expected("weak-passphrase", sentence);
        case AddPerson.Outcome.NotFirst _,
            AddPerson.Outcome.NotAllowed _,
            AddPerson.Outcome.Invited _ ->
            throw Failure.expected("not-added", "Somebody was added meanwhile; try again.");
      }
    }
  }

  private static void list(ParseResult given, Session session) {
    var listing = OperatorAccounts.of(session).list().list();
    listing.people().forEach(person -> show(session, person, Optional.empty()));
    listing
        .tamperedWith()
        .forEach(id ->
            session.terminal().complainLine("Changed outside of Watchword, and shut out: " + id));
  }

  private static void reset(ParseResult given, Session session) {
    Accounts accounts = OperatorAccounts.of(session);
    Person person = OperatorAccounts.named(accounts, Options.query(given));
    var outcome = accounts.reset().reset(Optional.empty(), person.id(), OperatorVerifier.origin());
    switch (outcome) {
      case ResetPerson.Outcome.Invited(var invited, var code) -> {
        try (code) {
          show(session, invited, Optional.of(code));
        }
        session.terminal().complainLine("That code sets a new password, once, within ten minutes.");
      }
      case ResetPerson.Outcome.NotDone(var why) -> throw notDone(why);
    }
  }

  private static void disable(ParseResult given, Session session) {
    Accounts accounts = OperatorAccounts.of(session);
    Person person = OperatorAccounts.named(accounts, Options.query(given));
    PersonChange change =
        accounts.change().disabled(Optional.empty(), person.id(), true, OperatorVerifier.origin());
    if (!(change instanceof PersonChange.Changed(var changed))) {
      throw notDone(change);
    }
    show(session, changed, Optional.empty());
  }

  private static Failure notDone(PersonChange why) {
    return why instanceof PersonChange.LastOwner
        ? Failure.expected("last-owner", "That is the last owner, who stays.")
        : Failure.expected("no-such-user", "Nobody has that name any more.");
  }

  private static void show(Session session, Person person, Optional<InviteCode> code) {
    if (session.json()) {
      Json json =
          new Json()
              .object()
              .put("id", person.id().toString())
              .put("name", person.name().value())
              .put("role", person.role().text())
              .put("disabled", person.disabled());
      code.ifPresent(it -> json.put("invite", it.reveal()));
      session.print(json.endObject());
      return;
    }
    code.ifPresentOrElse(
        it -> session.terminal().line(it.reveal()),
        () ->
            session
                .terminal()
                .line(
                    Neutral.line(person.name().value())
                        + "  "
                        + person.role().text()
                        + (person.disabled() ? "  disabled" : "")));
  }
}
