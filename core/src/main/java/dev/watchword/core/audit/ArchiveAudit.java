package dev.watchword.core.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Moves older entries of the audit log out of the store into a segment: a file whose end is a
/// signed checkpoint, and behind which the log goes on (SECURITY AU-07).
///
/// Entries that rows are held against ([FindContradictions]) are in the segment and stay in the
/// store too: of every factor the last accepted code, what became of accounts, tokens and grants.
/// Nothing is taken out of the store before the segment was read back, and what is taken out is on
/// record in the same transaction. Thread-safe.
public final class ArchiveAudit {

  /// The most entries in a segment, so that taking them out of an SQLite file holds up other
  /// writers for a second or so (`bench/audit`).
  public static final int MOST = 1_000_000;

  private static final int PAGE = 500;

  private final AuditLog log;
  private final AuditKeys keys;
  private final AuditTrail trail;
  private final List<LoggedKind> kinds;
  private final int most;

  /// @param kinds all rows that are held against the log
  public ArchiveAudit(AuditLog log, AuditKeys keys, AuditTrail trail, List<LoggedKind> kinds) {
    this(log, keys, trail, kinds, MOST);
  }

  /// @param most entries in a segment
  ArchiveAudit(AuditLog log, AuditKeys keys, AuditTrail trail, List<LoggedKind> kinds, int most) {
    this.most = most;
    this.log = log;
    this.keys = keys;
    this.trail = trail;
    this.kinds = List.copyOf(kinds);
  }

  /// How it ended.
  public sealed interface Outcome {

    /// They are in the segment.
    ///
    /// @param more whether there are others that are as old: one segment takes [#MOST]
    record Archived(AuditSeam seam, boolean more) implements Outcome {}

    /// No entry is so old, but those that were archived before; no segment was written.
    record NothingOlder() implements Outcome {}

    /// The log is not as it was written; nothing was taken out.
    record LogBroken(AuditReport.Broken where) implements Outcome {}

    /// What is read back is not what was written; nothing was taken out.
    record NotReadBack() implements Outcome {}

    /// The segment was written, and by then somebody else had archived entries: it is of no use.
    record Overtaken() implements Outcome {}
  }

  /// @param before entries of this time stay, and all that stand behind the first of them
  /// @param anchors checkpoints from outside of the store; may be empty
  /// @param segment where to
  /// @param now the store's time
  /// @throws dev.watchword.core.vault.StorageException when the store can't do its work; nothing
  ///   was taken out then
  public Outcome archive(
      Instant before,
      List<AuditCheckpoint> anchors,
      SegmentFile segment,
      Origin origin,
      Instant now) {
    try {
      return tried(before, anchors, segment, origin, now);
    } catch (BrokenChain changedMeanwhile) {
      return new Outcome.LogBroken(changedMeanwhile.report());
    }
  }

  private Outcome tried(
      Instant before,
      List<AuditCheckpoint> anchors,
      SegmentFile segment,
      Origin origin,
      Instant now) {
    new LinkAudit(log, trail).link();
    if (new VerifyAudit(log, keys).verify(anchors) instanceof AuditReport.Broken broken) {
      return new Outcome.LogBroken(broken);
    }
    Optional<LinkedEntry> lastSeam = AuditSeam.last(log);
    Optional<AuditSeam> seam = lastSeam.map(LinkedEntry::entry).flatMap(AuditSeam::of);
    long from = seam.map(AuditSeam::to).orElse(0L) + 1;
    Optional<Older> older = older(from, before);
    if (older.isEmpty()) {
      return new Outcome.NothingOlder();
    }
    AuditLink end = older.get().last();
    AuditMac link = seam.map(AuditSeam::head).orElse(AuditMac.ZERO);
    var range = new AuditSegment.Range(from, link, end.seq(), end.mac());
    write(segment, range, trail.checkpoint(end, now));
    if (!isReadBack(segment, range)) {
      return new Outcome.NotReadBack();
    }
    return takeOut(lastSeam.map(it -> it.link().seq()).orElse(0L), range, origin, now)
        .map(done -> (Outcome) new Outcome.Archived(done, older.get().more()))
        .orElseGet(Outcome.Overtaken::new);
  }

  /// Entries that are old, one behind the other.
  ///
  /// @param more whether the one behind the last is old too
  private record Older(AuditLink last, boolean more) {}

  private Optional<Older> older(long from, Instant before) {
    Optional<Older> older = Optional.empty();
    List<LinkedEntry> page = log.page(from - 1, PAGE);
    while (!page.isEmpty()) {
      for (LinkedEntry linked : page) {
        if (!linked.entry().at().isBefore(before)) {
          return older;
        }
        if (linked.link().seq() == from + most) {
          return older.map(it -> new Older(it.last, true));
        }
        older = Optional.of(new Older(linked.link(), false));
      }
      page = log.page(page.getLast().link().seq(), PAGE);
    }
    return older;
  }

  private void write(SegmentFile segment, AuditSegment.Range range, AuditCheckpoint seal) {
    segment.write(lines -> {
      lines.accept(AuditSegment.first(range.from(), range.before()));
      new ReadAudit(log)
          .forEach(range.from() - 1, range.to(), linked -> lines.accept(AuditSegment.line(linked)));
      lines.accept(seal.toLine());
    });
  }

  private boolean isReadBack(SegmentFile segment, AuditSegment.Range range) {
    AuditSegment back = new AuditSegment(keys, Anchors.none());
    try {
      segment.read(back::read);
      return back.end().equals(range);
    } catch (BrokenChain | IllegalArgumentException e) {
      return false;
    }
  }

  /// @return empty where somebody else archived entries meanwhile
  private Optional<AuditSeam> takeOut(
      long lastSeam, AuditSegment.Range range, Origin origin, Instant now) {
    KeptEntries.Kept kept = new KeptEntries(log, keys, kinds).find(range.to());
    var seam =
        new AuditSeam(
            range.from(), range.to(), range.before(), range.head(), kept.count(), kept.mac());
    AuditEntry entry = trail.entry(now, origin, new AuditEvent.Archived(seam));
    return log.archive(lastSeam, kept.gone(), entry, trail) ? Optional.of(seam) : Optional.empty();
  }
}
