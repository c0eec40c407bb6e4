package dev.watchword.adapters.cli;

import dev.watchword.core.audit.ArchiveAudit.Outcome;
import dev.watchword.core.audit.AuditCheckpoint;
import dev.watchword.core.audit.AuditSeam;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// `watchword audit archive`: moves entries of the audit log that are old enough into a file
/// (SECURITY AU-07).
final class AuditArchive {

  private static final long MOST_DAYS = 36_500;

  private AuditArchive() {}

  /// @param days entries of the last so many days stay
  /// @param anchors checkpoints that the log is held against before; may be empty
  static void run(Session session, Path file, long days, List<AuditCheckpoint> anchors) {
    if (days < 1 || days > MOST_DAYS) {
      throw Failure.usage("--older-than takes a number of days, from 1 to 36500.");
    }
    OperatorVerifier verifier = OperatorVerifier.of(session);
    Instant now = session.services().clock().instant();
    Outcome outcome =
        verifier
            .archiveAudit()
            .archive(
                now.minus(Duration.ofDays(days)),
                anchors,
                new SegmentOnDisk(file),
                OperatorVerifier.origin(),
                now);
    switch (outcome) {
      case Outcome.Archived(AuditSeam seam, boolean more) -> archived(session, seam, more);
      case Outcome.NothingOlder() ->
          throw Failure.expected(
              "nothing-older",
              "The audit log has no entry that is older than " + days + " days; nothing was done.");
      case Outcome.LogBroken(var where) -> throw AuditCommand.broken(where);
      case Outcome.NotReadBack() ->
          throw Failure.expected(
              "not-read-back",
              "What was written into the file can't be read back as it was; nothing was taken out"
                  + " of the audit log. Look at the disk, remove the file, and try another.");
      case Outcome.Overtaken() ->
          throw Failure.expected(
              "overtaken",
              "Somebody else archived entries at the same time, so the file that was just written"
                  + " is of no use: remove it.");
    }
  }

  private static void archived(Session session, AuditSeam seam, boolean more) {
    if (session.json()) {
      session.print(
          new Json()
              .object()
              .put("from", seam.from())
              .put("to", seam.to())
              .put("kept", seam.kept())
              .put("more", more)
              .endObject());
      return;
    }
    session.terminal().line("archived: entries " + seam.from() + " to " + seam.to());
    session
        .terminal()
        .complainLine(
            "The store keeps "
                + seam.kept()
                + " of the archived entries, since accounts, factors and grants are held against"
                + " them. Keep the file: `watchword audit verify --segment FILE` reads it with the"
                + " rest of the log."
                + (more ? " More is as old: run this again with another file." : ""));
  }
}
