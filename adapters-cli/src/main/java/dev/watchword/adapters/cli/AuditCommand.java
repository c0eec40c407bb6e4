package dev.watchword.adapters.cli;

import dev.watchword.core.audit.AuditCheckpoint;
import dev.watchword.core.audit.AuditCsv;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditLink;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditReport;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Contradiction;
import dev.watchword.core.audit.LinkAudit;
import dev.watchword.core.audit.LinkedEntry;
import dev.watchword.core.audit.ReadAudit;
import dev.watchword.core.audit.SegmentFile;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.vault.OpenVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword audit verify`: reads the whole audit log and says whether anything in it was changed,
/// and with checkpoints whether its end was cut off (SECURITY AU-03, AU-05), and whether factors,
/// recovery codes, people, tokens and what custody keeps are as it tells (CR-12, CR-15). `watchword
/// audit export`: prints it, a line of JSON for each entry.
final class AuditCommand implements Command {

  private static final String VERIFY = "verify";
  private static final String EXPORT = "export";
  private static final String ARCHIVE = "archive";
  static final int MOST_FINDINGS = 20;

  /// Which actions an option is for: with another it would be a wish that is not met.
  private static final Map<String, Set<String>> ACTIONS =
      Map.of(
          "--anchor", Set.of(VERIFY, ARCHIVE),
          "--csv", Set.of(EXPORT),
          "--segment", Set.of(VERIFY),
          "--older-than", Set.of(ARCHIVE));

  @Override
  public CommandSpec spec() {
    return Options.command(
            this,
            "audit",
            "`verify` the audit log: has anybody changed it? Or `export` it, or `archive` what is"
                + " old.")
        .addOption(
            Options.text(
                "--anchor", "FILE", "Hold it against the checkpoints that `serve` wrote there."))
        .addOption(Options.flag("--csv", "Export comma-separated values instead of JSON lines."))
        .addOption(
            Options.texts(
                "--segment", "FILE", "Verify this archived part too; may be given several times."))
        .addOption(
            Options.number("--older-than", "DAYS", "Archive what is older than so many days."))
        .addPositional(
            Options.words(
                "ACTION",
                "1..2",
                "verify; or export: JSON lines; or archive FILE: moves old entries into it."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    List<String> words = Options.words(given);
    if (Set.of(VERIFY, EXPORT, ARCHIVE).contains(words.getFirst())) {
      checkOptions(words.getFirst(), given);
    }
    if (words.equals(List.of(EXPORT))) {
      export(session, Options.given(given, "--csv"));
    } else if (words.equals(List.of(VERIFY))) {
      verify(given, session);
    } else if (words.size() == 2 && words.getFirst().equals(ARCHIVE)) {
      long days =
          Options.number(given, "--older-than")
              .orElseThrow(() -> Failure.usage("Say how old: --older-than DAYS."));
      AuditArchive.run(session, SharedOptions.path(words.getLast()), days, anchors(given));
    } else {
      throw Failure.usage(
          "Say `watchword audit verify`, `watchword audit export`, or `watchword audit archive FILE"
              + " --older-than DAYS`.");
    }
    return ExitCode.DONE;
  }

  private static void checkOptions(String action, ParseResult given) {
    ACTIONS.forEach((option, actions) -> {
      if (Options.given(given, option) && !actions.contains(action)) {
        throw Failure.usage(option + " is not for `watchword audit " + action + "`.");
      }
    });
  }

  private static List<AuditCheckpoint> anchors(ParseResult given) {
    return Options.text(given, "--anchor")
        .map(SharedOptions::path)
        .map(AnchorFiles::new)
        .map(AuditCommand::checkpoints)
        .orElse(List.of());
  }

  private static void verify(ParseResult given, Session session) {
    List<AuditCheckpoint> anchors = anchors(given);
    List<SegmentFile> segments =
        Options.texts(given, "--segment").stream()
            .<SegmentFile>map(name -> new SegmentOnDisk(SharedOptions.path(name)))
            .toList();
    OperatorVerifier verifier = OperatorVerifier.of(session);
    long linked = verifier.linkAudit().link();
    switch (verifier.verifyAudit().verify(anchors, segments)) {
      case AuditReport.Intact intact -> {
        checkRows(verifier);
        intact(session, intact, linked, !anchors.isEmpty());
      }
      case AuditReport.Broken broken -> throw broken(broken);
    }
  }

  static Failure broken(AuditReport.Broken where) {
    return Failure.expected(
        "audit-broken", "Entry " + where.seq() + " of the audit log: " + where.problem());
  }

  /// The log is right: what the store holds has to be what it tells of (SECURITY CR-12).
  private static void checkRows(OperatorVerifier verifier) {
    List<Contradiction> findings = verifier.findContradictions().find();
    if (!findings.isEmpty()) {
      String all =
          findings.stream()
              .limit(MOST_FINDINGS)
              .map(finding -> finding.subject() + ": " + finding.problem())
              .collect(Collectors.joining(" "));
      int more = findings.size() - MOST_FINDINGS;
      throw Failure.expected(
          "store-contradicts-log",
          "The audit log is intact, and the store is not as it tells. "
              + all
              + (more > 0 ? " And " + more + " more." : ""));
    }
  }

  private static void export(Session session, boolean csv) {
    CliServices services = session.services();
    AuditLog log = services.verifierStores().auditLog();
    try (OpenVault vault = LocalHost.openVault(session);
        VaultKey key = vault.verifierKey()) {
      new LinkAudit(log, new AuditTrail(new AuditKeys(key), "cli")).link();
      long end = log.head().map(AuditLink::seq).orElse(0L);
      services
          .recordTransfer()
          .record(
              vault,
              ImportCommand.CLI,
              AuditEvent.Transfer.Act.AUDIT_EXPORTED,
              csv ? "csv" : "jsonl",
              (int) Math.min(end, Integer.MAX_VALUE));
    }
    if (csv) {
      session.terminal().print(AuditCsv.HEADER);
      new ReadAudit(log).forEach(entry -> session.terminal().print(AuditCsv.line(entry)));
    } else {
      new ReadAudit(log).forEach(entry -> session.print(line(entry)));
    }
  }

  private static Json line(LinkedEntry linked) {
    AuditEntry entry = linked.entry();
    AuditLink link = linked.link();
    return new Json()
        .object()
        .put("seq", link.seq())
        .put("at", entry.at().toString())
        .put("actor", entry.origin().actor())
        .put("source", entry.origin().source())
        .put("requestId", entry.origin().requestId())
        .put("node", entry.node())
        .put("event", entry.action())
        .put("subject", entry.subject())
        .put("detail", entry.details())
        .put("previous", link.previous().toString())
        .put("mac", entry.mac().toString())
        .put("link", link.mac().toString())
        .endObject();
  }

  private static void intact(
      Session session, AuditReport.Intact intact, long linked, boolean anchored) {
    if (session.json()) {
      Json json =
          new Json()
              .object()
              .put("intact", true)
              .put("entries", intact.entries())
              .put("linkedNow", linked);
      json.name("anchoredUpTo");
      if (intact.anchoredSeq().isPresent()) {
        json.number(intact.anchoredSeq().getAsLong());
      } else {
        json.nothing();
      }
      json.put("unread", intact.unread());
      session.print(json.endObject());
      return;
    }
    session.terminal().line("intact: " + intact.entries() + " entries");
    session.terminal().complainLine(proven(intact, anchored));
    if (intact.unread() > 0) {
      session
          .terminal()
          .complainLine(
              intact.unread() + " of the entries are in archived segments that were not given.");
    }
  }

  private static String proven(AuditReport.Intact intact, boolean anchored) {
    if (intact.anchoredSeq().isPresent()) {
      return "Checkpoints prove that nothing up to entry "
          + intact.anchoredSeq().getAsLong()
          + " was cut off; of later entries the last could be missing.";
    }
    return anchored
        ? "All checkpoints are of archived entries: give the segments of these by --segment to hold"
            + " them against each other."
        : "Without --anchor it can't be told whether the log's end was cut off, or the whole put"
            + " back to an older state.";
  }

  /// The newest checkpoint of a server of this machine, or all of one that noted none, where that
  /// is its usual place.
  static List<AuditCheckpoint> newestOf(AnchorFiles anchor) {
    Path file = Files.exists(anchor.newest()) ? anchor.newest() : anchor.kept();
    return Files.exists(file) ? lines(file) : List.of();
  }

  /// Every checkpoint, the newest too. A line that a crash cut off is passed over.
  ///
  /// @throws Failure when they can't be read, or there are none
  static List<AuditCheckpoint> checkpoints(AnchorFiles anchor) {
    List<AuditCheckpoint> all = new ArrayList<>(lines(anchor.kept()));
    if (Files.exists(anchor.newest())) {
      all.addAll(lines(anchor.newest()));
    }
    if (all.isEmpty()) {
      throw Failure.expected("no-anchor", "The anchor file holds no checkpoint.");
    }
    return all;
  }

  private static List<AuditCheckpoint> lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.flatMap(line -> checkpoint(line).stream()).toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw Failure.expected("no-anchor", "The anchor file can't be read.");
    }
  }

  private static Optional<AuditCheckpoint> checkpoint(String line) {
    try {
      return Optional.of(AuditCheckpoint.parse(line));
    } catch (IllegalArgumentException cutOff) {
      return Optional.empty();
    }
  }
}
