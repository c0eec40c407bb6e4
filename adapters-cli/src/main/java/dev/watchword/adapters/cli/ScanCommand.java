package dev.watchword.adapters.cli;

import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.otp.OneTimePassword;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword scan`: reads the codes of pictures and says what they are; stores nothing unless
/// asked to.
final class ScanCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "scan", "Read QR codes out of pictures and show their codes.")
        .addOption(
            Options.flag(
                "--payloads", "Print each code's path, a tab and its payload, and nothing else."))
        .addOption(
            Options.text("--at", "INSTANT", "Codes of another time, such as 2026-05-01T12:00:00Z."))
        .addOption(Options.flag("--screen", "Read what is on the screen, on all monitors."))
        .addOption(Options.flag("--clipboard", "Read the picture or the text that was copied."))
        .addOption(Options.flag("--add", "Store the accounts in the vault as well."))
        .addPositional(
            Options.words(
                "IMAGE",
                "0..*",
                "PNG, JPEG, GIF, BMP, WebP, TIFF or PDF files, or folders of them; '-' is standard"
                    + " input: a picture,"
                    + " or text with otpauth URIs."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    List<String> names = Options.words(given);
    refuseUris(names);
    Optional<Instant> at = Options.text(given, "--at").map(Times::instant);
    PictureFiles files = PictureFiles.of(names);
    List<PictureSource> sources = sources(given, files, session);
    if (Options.given(given, "--payloads")) {
      return payloads(sources, session);
    }
    List<ScannedAccount> accounts = new ArrayList<>();
    ScanReport report = new ScanReport(session, sources.size() > 1, files.many());
    TransferCodes transfers = new TransferCodes(session);
    Progress progress = new Progress(session.terminal(), "scanning");
    int done = 0;
    for (PictureSource source : sources) {
      progress.step(done++, sources.size());
      try (PictureScan scan = PictureScan.read(session, source)) {
        progress.close();
        List<ScannedAccount> found = accounts(scan, transfers, at.orElseGet(session::now));
        report.add(scan, found, at.orElseGet(session::now));
        accounts.addAll(found);
      }
    }
    try {
      report.warn(transfers.missing());
      if (Options.given(given, "--add") && uris(accounts).isEmpty()) {
        report.finish(Optional.empty());
      } else if (Options.given(given, "--add")) {
        report.finish(
            Optional.of(
                session.ask(
                    new Request.Add(SecretTexts.of(uris(accounts)), List.of(), ""),
                    Reply.Added.class)));
      } else {
        report.finish(Optional.empty());
      }
      return report.exit();
    } finally {
      accounts.forEach(ScannedAccount::close);
    }
  }

  private static List<PictureSource> sources(
      ParseResult given, PictureFiles files, Session session) {
    List<PictureSource> sources = new ArrayList<>();
    List<String> names = files.names();
    names.forEach(name -> sources.add(new PictureSource.Named(name)));
    if (Options.given(given, "--screen")) {
      sources.addAll(ScreenShots.take(session.environment(), PictureScan.MOST_BYTES));
    }
    if (Options.given(given, "--clipboard")) {
      sources.add(ClipboardContent.read(session.environment(), PictureScan.MOST_BYTES));
    }
    if (sources.isEmpty() && files.many()) {
      throw Failure.expected("no-file", "There are no pictures in that folder.");
    }
    if (sources.isEmpty()) {
      throw Failure.usage(
          "Say which pictures to read: files, '-' for standard input, --screen or --clipboard.");
    }
    return sources;
  }

  /// A URI holds a secret; the command line is no place for it (SECURITY LO-06).
  static void refuseUris(List<String> words) {
    if (words.stream().anyMatch(UriText::isUri)) {
      throw Failure.usage(
          "An otpauth URI holds a secret, and other programs can read the command line: pipe it in"
              + " and write '-' in its place. The site's code should be renewed if others use this"
              + " machine.");
    }
  }

  private static ExitCode payloads(List<PictureSource> sources, Session session) {
    ExitCode exit = ExitCode.DONE;
    for (PictureSource source : sources) {
      try (PictureScan scan = PictureScan.read(session, source)) {
        String path = PayloadEscapes.escape(source.name().getBytes(StandardCharsets.UTF_8));
        for (Payload payload : scan.payloads()) {
          session.terminal().line(path + "\t" + PayloadEscapes.escape(payload.expose()));
        }
        for (PictureScan.Problem problem : scan.problems()) {
          session.terminal().complainLine(path + ": " + problem.sentence());
        }
        if (scan.payloads().isEmpty()) {
          exit = ExitCode.FAILED;
        }
      }
    }
    return exit;
  }

  private static List<ScannedAccount> accounts(
      PictureScan scan, TransferCodes transfers, Instant at) {
    return scan.payloads().stream()
        .flatMap(payload ->
            TransferCodes.isOne(payload)
                ? transfers.accounts(payload, at).stream()
                : Stream.of(account(payload, at)))
        .toList();
  }

  /// An account with its code; without one where its PIN is not known.
  ///
  /// @param uri now the account's to wipe
  static ScannedAccount usable(KeyUri uri, Instant at) {
    try {
      Optional<OneTimePassword> code =
          uri.key().complete() ? Optional.of(uri.key().at(at)) : Optional.empty();
      return new ScannedAccount.Usable(uri, code);
    } catch (IllegalArgumentException beforeTheStart) {
      throw Failure.expected("bad-time", "There is no code for that time.");
    }
  }

  private static ScannedAccount account(Payload payload, Instant at) {
    try {
      return usable(KeyUri.parse(payload.exposeText()), at);
    } catch (KeyUriSyntaxException e) {
      return new ScannedAccount.Unusable(KeyUriProblems.problem(e));
    }
  }

  private static List<String> uris(List<ScannedAccount> accounts) {
    List<String> uris = new ArrayList<>();
    for (ScannedAccount account : accounts) {
      if (account instanceof ScannedAccount.Usable usable) {
        uris.add(usable.uri().reveal());
      }
    }
    return uris;
  }
}
