package dev.watchword.adapters.cli;

import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword add`: stores accounts, from pictures, from URIs on standard input, or by their parts.
final class AddCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "add", "Store accounts in the vault.")
        .addOption(Options.text("--issuer", "NAME", "The site."))
        .addOption(Options.text("--account", "NAME", "The account's name at the site."))
        .addOption(
            Options.flag(
                "--secret-stdin", "The secret, in Base32, is the first line of standard input."))
        .addOption(
            Options.text("--type", "TYPE", "totp (the default), hotp, steam, motp or yandex."))
        .addOption(Options.number("--digits", "N", "How long codes are, 4 to 10; 6 if not given."))
        .addOption(
            Options.number("--period", "SECONDS", "How long a code counts; 30 if not given."))
        .addOption(Options.text("--algorithm", "NAME", "SHA1 (the default), SHA256 or SHA512."))
        .addOption(Options.number("--counter", "N", "The next counter, for hotp."))
        .addOption(Options.texts("--tag", "TAG", "A tag for what is added; may be repeated."))
        .addOption(Options.text("--note", "TEXT", "A note for what is added."))
        .addOption(
            Options.flag(
                "--verify",
                "Ask for a code that the site accepted or shows, and say whether clock and secret"
                    + " agree; what does not fit is not stored."))
        .addPositional(
            Options.words(
                "IMAGE",
                "0..*",
                "Pictures with QR codes; '-' is standard input: a picture, or text with otpauth"
                    + " URIs."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    List<String> names = Options.words(given);
    ScanCommand.refuseUris(names);
    List<PictureScan.Problem> problems = new ArrayList<>();
    List<String> uris =
        Options.given(given, "--secret-stdin") || TypedAccount.begun(given)
            ? List.of(TypedAccount.uri(given, session))
            : uris(names, session, problems);
    if (uris.isEmpty()) {
      return finished(session, new Reply.Added(List.of(), List.of(), List.of()), problems);
    }
    if (Options.given(given, "--verify")) {
      uris.forEach(uri -> SiteCode.check(session, uri));
    }
    Reply.Added added =
        session.ask(
            new Request.Add(
                SecretTexts.of(uris),
                Options.texts(given, "--tag"),
                Options.text(given, "--note").orElse("")),
            Reply.Added.class);
    return finished(session, added, problems);
  }

  private static List<String> uris(
      List<String> names, Session session, List<PictureScan.Problem> problems) {
    if (names.isEmpty()) {
      throw Failure.usage(
          "Say what to add: pictures, '-' for standard input, or --issuer, --account and"
              + " --secret-stdin. See `watchword add --help`.");
    }
    List<String> uris = new ArrayList<>();
    for (String name : PictureFiles.of(names).names()) {
      try (PictureScan scan = PictureScan.read(session, name)) {
        scan.problems().forEach(problem -> complain(session, name, problem, problems));
        for (Payload payload : scan.payloads()) {
          try (KeyUri uri = KeyUri.parse(payload.exposeText())) {
            uris.add(uri.reveal());
          } catch (KeyUriSyntaxException e) {
            complain(session, name, KeyUriProblems.problem(e), problems);
          }
        }
      }
    }
    return uris;
  }

  private static void complain(
      Session session,
      String name,
      PictureScan.Problem problem,
      List<PictureScan.Problem> problems) {
    problems.add(problem);
    session
        .terminal()
        .complainLine("watchword: " + PictureScan.spoken(name) + ": " + problem.sentence());
  }

  private static ExitCode finished(
      Session session, Reply.Added added, List<PictureScan.Problem> problems) {
    if (session.json()) {
      Json json = new Json().object();
      AddedView.write(json, added);
      json.name("problems").array();
      for (PictureScan.Problem problem : problems) {
        json.object().put("code", problem.code()).put("message", problem.sentence()).endObject();
      }
      session.print(json.endArray().endObject());
    } else {
      AddedView.show(session.terminal(), added);
    }
    boolean any = !added.added().isEmpty() || !added.known().isEmpty();
    return any && problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
