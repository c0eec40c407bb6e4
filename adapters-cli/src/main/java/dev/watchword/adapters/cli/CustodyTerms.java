package dev.watchword.adapters.cli;

import static dev.watchword.core.access.Permission.CHANGE_CUSTODY;
import static dev.watchword.core.access.Permission.CUSTODY_LINKS;
import static dev.watchword.core.access.Permission.SEE_CUSTODY;

import dev.watchword.core.custody.Grant;
import dev.watchword.core.custody.Grantee;
import dev.watchword.core.custody.LinkTerms;
import dev.watchword.core.custody.MadeLink;
import dev.watchword.core.custody.ReadingRules;
import dev.watchword.core.custody.Teams;
import dev.watchword.core.custody.UploadLink;
import dev.watchword.core.custody.UploadLinks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The part of `watchword custody` that says who may read what: links, grants, and what somebody
/// who leaves has seen.
final class CustodyTerms {

  private static final String ISSUER = "--issuer";
  private static final String ACCOUNT = "--account";
  private static final String PURPOSE = "--purpose";
  private static final String UNTIL = "--until";
  private static final String FROM = "--from";
  private static final String EXPIRES = "--expires";
  private static final String PICTURES = "--pictures";
  private static final String PIN_FILE = "--pin-file";
  private static final String TO = "--to";
  private static final String NEEDS_REASON = "--reason-required";
  private static final String NEEDS_APPROVAL = "--approval-required";
  private static final String MOST = "--max-readings";
  private static final String SERVER = "--server";
  private static final int LONGEST_PIN_FILE = 256;

  private CustodyTerms() {}

  static CommandSpec addTo(CommandSpec group) {
    rules(
        CustodyCommand.add(
                group,
                CUSTODY_LINKS,
                CustodyTerms::link,
                "link",
                "Make a link by which a customer hands over; it is shown once.")
            .addPositional(Options.words("CUSTOMER", "1..*", "Who hands over."))
            .addOption(Options.text(ISSUER, "SITE", "The site that is expected."))
            .addOption(Options.text(ACCOUNT, "NAME", "The account there; any by default."))
            .addOption(Options.text(PURPOSE, "TEXT", "What for; the customer reads it."))
            .addOption(Options.text(UNTIL, "TIME", "When it is erased: 7d, 12h, or a time."))
            .addOption(Options.text(EXPIRES, "TIME", "When the link ends; 3d by default."))
            .addOption(Options.number(PICTURES, "N", "How many accounts, 1 to 10; 1 by default."))
            .addOption(
                Options.text(
                    PIN_FILE, "FILE", "Read a PIN from a file of mode 0600; tell it otherwise."))
            .addOption(
                Options.text(SERVER, "URL", "The server's address, to print the whole link.")));
    CustodyCommand.add(group, CUSTODY_LINKS, CustodyTerms::links, "links", "Show the links.");
    CustodyCommand.one(
        CustodyCommand.add(
            group, CUSTODY_LINKS, CustodyTerms::unlink, "unlink", "Take a link back."));
    CustodyCommand.add(
        group, SEE_CUSTODY, CustodyTerms::grants, "grants", "Show who may read what.");
    rules(
        CustodyCommand.held(
                CustodyCommand.add(
                    group,
                    CHANGE_CUSTODY,
                    CustodyTerms::grant,
                    "grant",
                    "Let somebody read codes."))
            .addOption(Options.text(FROM, "TIME", "When it begins; now by default."))
            .addOption(Options.text(UNTIL, "TIME", "When it ends: 7d, 12h, or a time.")));
    CustodyCommand.one(
        CustodyCommand.add(group, CHANGE_CUSTODY, CustodyTerms::revoke, "revoke", "End a grant."));
    CustodyCommand.add(
            group,
            CHANGE_CUSTODY,
            CustodyTerms::leave,
            "leave",
            "End all that somebody may read, and show what they have read.")
        .addPositional(Options.words("NAME", "1", "The name that they sign in with."));
    return group;
  }

  private static void rules(CommandSpec spec) {
    spec.addOption(Options.texts(TO, "WHO", "Who may read codes: a name, team:NAME, or anyone."))
        .addOption(Options.flag(NEEDS_REASON, "Each reading needs a reason."))
        .addOption(Options.flag(NEEDS_APPROVAL, "A second person has to approve."))
        .addOption(Options.number(MOST, "N", "So many readings at the most."));
  }

  private static ReadingRules rules(ParseResult given) {
    long most = Options.number(given, MOST).orElse(0L);
    return CustodyDesk.checked(() ->
        new ReadingRules(
            Options.given(given, NEEDS_REASON),
            Options.given(given, NEEDS_APPROVAL),
            (int) Math.clamp(most, -1, Integer.MAX_VALUE)));
  }

  private static String wanted(ParseResult given, String option) {
    return Options.text(given, option)
        .orElseThrow(() -> Failure.usage(option + " is missing; `--help` says what it is."));
  }

  private static void link(ParseResult given, Session session, CustodyDesk desk) {
    Instant now = session.machineClock().instant();
    Instant until = Times.later(UNTIL, wanted(given, UNTIL), now);
    Instant standard = now.plus(UploadLinks.DEFAULT_LIFETIME);
    Instant expires =
        Options.text(given, EXPIRES)
            .map(text -> Times.later(EXPIRES, text, now))
            .orElse(standard.isAfter(until) ? until : standard);
    List<Grantee> readers = Options.texts(given, TO).stream().map(desk::grantee).toList();
    String server = Options.text(given, SERVER).map(CustodyTerms::address).orElse("");
    MadeLink made =
        CustodyDesk.checked(() ->
            desk.custody()
                .links()
                .make(
                    desk.by(),
                    new LinkTerms(
                        Options.query(given),
                        wanted(given, ISSUER),
                        Options.text(given, ACCOUNT).orElse(""),
                        wanted(given, PURPOSE),
                        until,
                        expires,
                        (int) Math.clamp(Options.number(given, PICTURES).orElse(1L), 0, 1000),
                        readers.isEmpty() ? List.of(new Grantee.Person(desk.by().id())) : readers,
                        rules(given)),
                    Options.text(given, PIN_FILE).map(CustodyTerms::pin)));
    String url = server + "/hand-over#" + made.token().reveal();
    if (session.json()) {
      Json json = new Json().object().put("url", url).name("link");
      CustodyView.write(json, made.link(), desk);
      session.print(json.endObject());
      return;
    }
    session.terminal().line(url);
    session
        .terminal()
        .complainLine(
            "Send it to "
                + Neutral.line(made.link().terms().customer())
                + " alone: it is not shown again, works once, and ends "
                + made.link().terms().expiresAt()
                + "."
                + (server.isEmpty() ? " Put the server's address before it." : ""));
  }

  private static String address(String typed) {
    if (!typed.matches("https?://[A-Za-z0-9.:\\[\\]-]{1,255}/?")) {
      throw Failure.usage(SERVER + " takes an address such as https://desk.example.");
    }
    return typed.endsWith("/") ? typed.substring(0, typed.length() - 1) : typed;
  }

  private static String pin(String file) {
    byte[] bytes = SecretFile.read(SharedOptions.path(file), "PIN file", LONGEST_PIN_FILE);
    try {
      return new String(bytes, StandardCharsets.UTF_8).strip();
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static void links(ParseResult given, Session session, CustodyDesk desk) {
    List<UploadLink> links = desk.custody().links().list(desk.by());
    if (session.json()) {
      Json json = new Json().object().name("links").array();
      links.forEach(link -> CustodyView.write(json, link, desk));
      session.print(json.endArray().endObject());
      return;
    }
    for (UploadLink link : links) {
      CustodyView.cells(
          session.terminal(),
          link.id().toString(),
          CustodyView.state(link),
          link.terms().customer(),
          link.terms().issuer(),
          "until " + link.terms().expiresAt());
    }
  }

  private static void unlink(ParseResult given, Session session, CustodyDesk desk) {
    UUID id = CustodyDesk.id(Options.query(given));
    if (!desk.custody().links().revoke(desk.by(), id)) {
      throw Failure.expected("no-such-link", "No link of that id can be used.");
    }
    CustodyCommand.done(session, new Json().object().put("revoked", id.toString()), "taken back");
  }

  private static void grants(ParseResult given, Session session, CustodyDesk desk) {
    List<Grant> grants = desk.custody().grants().list(Optional.empty());
    if (session.json()) {
      Json json = new Json().object().name("grants").array();
      grants.forEach(grant -> CustodyView.write(json, grant, desk));
      session.print(json.endArray().endObject());
      return;
    }
    for (Grant grant : grants) {
      CustodyView.cells(
          session.terminal(),
          grant.id().toString(),
          desk.text(grant.grantee()),
          grant.entry().toString(),
          grant.from() + " to " + grant.until(),
          "read " + grant.readings(),
          CustodyView.rules(grant.rules()));
    }
  }

  private static void grant(ParseResult given, Session session, CustodyDesk desk) {
    Instant now = session.machineClock().instant();
    UUID held = desk.held(Options.query(given)).held().id();
    Instant until = Times.later(UNTIL, wanted(given, UNTIL), now);
    Optional<Instant> from = Options.text(given, FROM).map(text -> Times.later(FROM, text, now));
    List<String> readers = Options.texts(given, TO);
    if (readers.size() != 1) {
      throw Failure.usage("Say by --to who may read codes, once.");
    }
    Grantee grantee = desk.grantee(readers.getFirst());
    Grant grant =
        CustodyDesk.checked(() ->
                desk.custody().grants().add(desk.by(), held, grantee, from, until, rules(given)))
            .orElseThrow(CustodyDesk::notHeld);
    if (session.json()) {
      Json json = new Json();
      CustodyView.write(json, grant, desk);
      session.print(json);
      return;
    }
    session.terminal().line(grant.id().toString());
    session.terminal().complainLine("It ends " + grant.until() + ", or by `custody revoke`.");
  }

  private static void revoke(ParseResult given, Session session, CustodyDesk desk) {
    UUID id = CustodyDesk.id(Options.query(given));
    if (!desk.custody().grants().revoke(desk.by(), id)) {
      throw Failure.expected("no-such-grant", "No grant of that id stands.");
    }
    CustodyCommand.done(session, new Json().object().put("revoked", id.toString()), "revoked");
  }

  private static void leave(ParseResult given, Session session, CustodyDesk desk) {
    UUID leaver = OperatorAccounts.named(desk.accounts(), Options.query(given)).id().value();
    List<Teams.Seen> seen = desk.custody().teams().leave(desk.by(), leaver);
    if (session.json()) {
      Json json = new Json().object().name("seen").array();
      for (Teams.Seen each : seen) {
        json.object().put("receipt", each.receipt().toString());
        json.put("lines", each.lines().stream().map(event -> event.line()).toList()).endObject();
      }
      session.print(json.endArray().endObject());
      return;
    }
    for (Teams.Seen each : seen) {
      each.lines().forEach(event -> session.terminal().line(Neutral.line(event.line())));
    }
    session
        .terminal()
        .complainLine("They may read nothing any more; above is what they have read.");
  }
}
