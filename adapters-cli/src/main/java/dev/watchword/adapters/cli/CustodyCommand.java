package dev.watchword.adapters.cli;

import static dev.watchword.core.access.Permission.CHANGE_CUSTODY;
import static dev.watchword.core.access.Permission.CUSTODY_WORK;
import static dev.watchword.core.access.Permission.SEE_CUSTODY;

import dev.watchword.core.access.Permission;
import dev.watchword.core.custody.Approval;
import dev.watchword.core.custody.Ending;
import dev.watchword.core.custody.HeldReading;
import dev.watchword.core.custody.ReceiptEvent;
import dev.watchword.core.custody.Reservations;
import dev.watchword.core.custody.WorkItem;
import dev.watchword.core.otp.OneTimePassword;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword custody`: codes of what customers handed over, never secrets; for an operator at the
/// server itself. Asks for what opens the vault. Links and grants are [CustodyTerms].
final class CustodyCommand implements Command {

  private static final String REASON = "--reason";
  private static final String SECONDS = "--seconds";

  @Override
  public CommandSpec spec() {
    CommandSpec group =
        Options.group("custody", "Codes of what customers handed over, never secrets.");
    add(group, CUSTODY_WORK, CustodyCommand::list, "list", "Show the work list, with ids.");
    reasoned(
        held(
            add(
                group,
                CUSTODY_WORK,
                CustodyCommand::code,
                "code",
                "Read the current code; the customer sees that you did.")));
    reasoned(
        held(
            add(
                group,
                CUSTODY_WORK,
                CustodyCommand::recoveryCode,
                "recovery-code",
                "Take the next recovery code; the customer sees that you did.")));
    held(add(group, CUSTODY_WORK, CustodyCommand::reserve, "reserve", "Keep it for yourself."))
        .addOption(Options.number(SECONDS, "N", "For how long, 1 to 300; 30 by default."));
    held(add(group, CUSTODY_WORK, CustodyCommand::release, "release", "Give it up again."));
    reasoned(
        held(
            add(
                group,
                CUSTODY_WORK,
                CustodyCommand::ask,
                "ask",
                "Ask a second person whether you may read codes.")));
    add(
        group,
        CUSTODY_WORK,
        CustodyCommand::questions,
        "approvals",
        "Show the questions that you can answer.");
    one(
        add(
            group,
            CUSTODY_WORK,
            (given, session, desk) -> decide(given, session, desk, true),
            "approve",
            "Let the one who asked read codes for ten minutes."));
    one(
        add(
            group,
            CUSTODY_WORK,
            (given, session, desk) -> decide(given, session, desk, false),
            "deny",
            "Do not let them."));
    one(
        add(
            group,
            SEE_CUSTODY,
            CustodyCommand::events,
            "events",
            "Show what was done with what is held, as its customer sees it."));
    held(add(group, CHANGE_CUSTODY, CustodyCommand::end, "end", "Erase what is held, now."));
    return CustodyTerms.addTo(group);
  }

  static CommandSpec add(
      CommandSpec group, Permission needed, CustodyAct.Work work, String name, String header) {
    CommandSpec spec = CustodyAct.spec(needed, work, name, header);
    group.addSubcommand(name, spec);
    return spec;
  }

  static CommandSpec held(CommandSpec spec) {
    return spec.addPositional(
        Options.words("HELD", "1..*", "Words of the customer, issuer and account; or the id."));
  }

  static CommandSpec one(CommandSpec spec) {
    return spec.addPositional(Options.words("ID", "1", "The id, as the list shows it."));
  }

  private static CommandSpec reasoned(CommandSpec spec) {
    return spec.addOption(Options.text(REASON, "TEXT", "Why; the customer reads it."));
  }

  private static String reason(ParseResult given) {
    return Options.text(given, REASON).orElse("");
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    throw new IllegalStateException("a group of commands does nothing itself");
  }

  private static void list(ParseResult given, Session session, CustodyDesk desk) {
    List<WorkItem> items = desk.custody().workList().list(desk.by());
    if (session.json()) {
      Json json = new Json().object().name("held").array();
      items.forEach(item -> CustodyView.write(json, item, desk));
      session.print(json.endArray().endObject());
      return;
    }
    items.forEach(item -> CustodyView.show(session.terminal(), item));
    if (items.isEmpty()) {
      session.terminal().complainLine("Nothing is held for you.");
    }
  }

  private static void code(ParseResult given, Session session, CustodyDesk desk) {
    WorkItem item = desk.held(Options.query(given));
    HeldReading reading =
        CustodyDesk.checked(
            () -> desk.custody().readCode().read(desk.by(), item.held().id(), reason(given)));
    if (!(reading instanceof HeldReading.Code(OneTimePassword code, Instant at))) {
      throw refused(reading);
    }
    if (session.json()) {
      Json json = new Json().object().put("heldId", item.held().id().toString());
      CodeView.write(json, code.code(), code.validity(), at);
      session.print(json.endObject());
      return;
    }
    session.terminal().line(code.code());
    session
        .terminal()
        .complainLine(
            Neutral.line(item.held().customer() + ", " + item.held().name())
                + "  "
                + CodeView.left(code.validity(), at));
  }

  private static void recoveryCode(ParseResult given, Session session, CustodyDesk desk) {
    WorkItem item = desk.held(Options.query(given));
    HeldReading reading =
        CustodyDesk.checked(() ->
            desk.custody().readCode().nextRecoveryCode(desk.by(), item.held().id(), reason(given)));
    if (!(reading instanceof HeldReading.Recovery(String code, int left))) {
      throw refused(reading);
    }
    if (session.json()) {
      session.print(
          new Json()
              .object()
              .put("heldId", item.held().id().toString())
              .put("code", code)
              .put("left", left)
              .endObject());
      return;
    }
    session.terminal().line(Neutral.line(code));
    session.terminal().complainLine("It is marked as used; " + left + " left.");
  }

  private static Failure refused(HeldReading reading) {
    return switch (reading) {
      case HeldReading.ReasonNeeded _ ->
          Failure.expected("reason-needed", "Say by --reason why you need the code.");
      case HeldReading.ApprovalNeeded _ ->
          Failure.expected(
              "approval-needed",
              "A second person has to approve; `watchword custody ask` asks for it.");
      case HeldReading.UsedUp _ ->
          Failure.expected("used-up", "The grant's readings are used up; an owner can grant more.");
      case HeldReading.Reserved(String by, Instant until) -> reserved(by, until);
      case HeldReading.NoneLeft _ ->
          Failure.expected(
              "none-left", "No recovery code is left; the customer can hand over more.");
      case HeldReading.NotHeld _ ->
          Failure.expected("not-held", "No grant of yours lets you read its codes now.");
      case HeldReading.Code _, HeldReading.Recovery _ ->
          throw new IllegalArgumentException("reading: is no refusal");
    };
  }

  private static Failure reserved(String by, Instant until) {
    return Failure.expected(
        "reserved", Neutral.line(by) + " has it for themselves until " + until + ".");
  }

  private static void reserve(ParseResult given, Session session, CustodyDesk desk) {
    UUID held = desk.held(Options.query(given)).held().id();
    long seconds = Math.clamp(Options.number(given, SECONDS).orElse(30L), 0, 100_000);
    Reservations.Outcome outcome =
        CustodyDesk.checked(() ->
            desk.custody().reservations().reserve(desk.by(), held, Duration.ofSeconds(seconds)));
    switch (outcome) {
      case Reservations.Outcome.Yours(Instant until) ->
          done(session, new Json().object().put("until", until.toString()), "yours until " + until);
      case Reservations.Outcome.Others(String by, Instant until) -> throw reserved(by, until);
      case Reservations.Outcome.NotHeld _ -> throw refused(new HeldReading.NotHeld());
    }
  }

  /// Says that something was done: the members of an object that is open, or a line.
  static void done(Session session, Json json, String line) {
    if (session.json()) {
      session.print(json.endObject());
    } else {
      session.terminal().line(line);
    }
  }

  private static void release(ParseResult given, Session session, CustodyDesk desk) {
    UUID held = desk.held(Options.query(given)).held().id();
    if (!desk.custody().reservations().release(desk.by(), held)) {
      throw Failure.expected("not-reserved", "It was not reserved for you.");
    }
    done(session, new Json().object().put("released", held.toString()), "free again");
  }

  private static void ask(ParseResult given, Session session, CustodyDesk desk) {
    UUID held = desk.held(Options.query(given)).held().id();
    Approval question =
        CustodyDesk.checked(() -> desk.custody().approvals().ask(desk.by(), held, reason(given)))
            .orElseThrow(() -> refused(new HeldReading.NotHeld()));
    if (session.json()) {
      Json json = new Json();
      CustodyView.write(json, question);
      session.print(json);
      return;
    }
    session.terminal().line(question.id().toString());
    session
        .terminal()
        .complainLine(
            "Somebody else answers by `watchword custody approve "
                + question.id()
                + "`, or on the server's page.");
  }

  private static void questions(ParseResult given, Session session, CustodyDesk desk) {
    List<Approval> open = desk.custody().approvals().open(desk.by());
    if (session.json()) {
      Json json = new Json().object().name("approvals").array();
      open.forEach(question -> CustodyView.write(json, question));
      session.print(json.endArray().endObject());
      return;
    }
    for (Approval question : open) {
      CustodyView.cells(
          session.terminal(),
          question.id().toString(),
          question.askerName(),
          question.entry().toString(),
          question.reason());
    }
  }

  private static void decide(
      ParseResult given, Session session, CustodyDesk desk, boolean approve) {
    UUID id = CustodyDesk.id(Options.query(given));
    if (!desk.custody().approvals().decide(desk.by(), id, approve)) {
      throw Failure.expected("no-such-question", "No question of that id is open for you.");
    }
    String state = approve ? "approved" : "denied";
    done(session, new Json().object().put("id", id.toString()).put("state", state), state);
  }

  private static void events(ParseResult given, Session session, CustodyDesk desk) {
    List<ReceiptEvent> events =
        desk.custody().receipts().eventsOf(CustodyDesk.id(Options.query(given)));
    if (events.isEmpty()) {
      throw Failure.expected("not-held", "Nothing of that id was handed over.");
    }
    if (session.json()) {
      Json json = new Json().object();
      CustodyView.write(json, events);
      session.print(json.endObject());
      return;
    }
    events.forEach(event -> session.terminal().line(Neutral.line(event.line())));
  }

  private static void end(ParseResult given, Session session, CustodyDesk desk) {
    WorkItem item = desk.held(Options.query(given));
    Ending.Proof proof =
        desk.custody()
            .ending()
            .byStaff(desk.by(), item.held().id())
            .orElseThrow(CustodyDesk::notHeld);
    if (session.json()) {
      session.print(CustodyView.proof(proof));
      return;
    }
    session.terminal().line("erased: " + CustodyView.line(item));
    session
        .terminal()
        .complainLine(
            "Its secret was known here: the customer does well to set up a new one at the site.");
  }
}
