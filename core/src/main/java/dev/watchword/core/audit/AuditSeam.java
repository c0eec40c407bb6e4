package dev.watchword.core.audit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// Where entries of the chain were moved from the store into a segment, as the log itself tells
/// (SECURITY AU-07).
///
/// Of the entries up to here the store still has those that rows are held against; how many these
/// are and what they are is part of the seam, so that none of them can be taken out unnoticed.
///
/// @param from the segment's first place, at least 1
/// @param to its last
/// @param before the link before the first; [AuditMac#ZERO] for the chain's start
/// @param head the last one's link
/// @param kept how many entries up to `to` stay in the store
/// @param keptMac what [AuditKeys#ofLink] makes of those, one after the other, from [AuditMac#ZERO]
///   on
public record AuditSeam(
    long from, long to, AuditMac before, AuditMac head, long kept, AuditMac keptMac) {

  /// What [AuditEvent#action] is for the entry that tells of it.
  static final String ACTION = "audit.archived";

  public AuditSeam {
    if (from < 1 || to < from || kept < 0 || kept > to) {
      throw new IllegalArgumentException("seam: from %d to %d, %d kept".formatted(from, to, kept));
    }
    Objects.requireNonNull(before);
    Objects.requireNonNull(head);
    Objects.requireNonNull(keptMac);
  }

  /// As [AuditEvent#details] has it.
  String words() {
    return "from=%d to=%d before=%s head=%s kept=%d kept-mac=%s"
        .formatted(from, to, before, head, kept, keptMac);
  }

  /// What an entry tells; empty where it is about something else, or says what no seam can be.
  static Optional<AuditSeam> of(AuditEntry entry) {
    if (!entry.action().equals(ACTION)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new AuditSeam(
              entry.number("from").orElse(0),
              entry.number("to").orElse(0),
              mac(entry, "before"),
              mac(entry, "head"),
              entry.number("kept").orElse(-1),
              mac(entry, "kept-mac")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static AuditMac mac(AuditEntry entry, String name) {
    return AuditMac.ofHex(entry.word(name).orElse(""));
  }

  /// The last entry of a log that tells of a seam; whether it is genuine is not looked at.
  static Optional<LinkedEntry> last(AuditLog log) {
    List<LinkedEntry> found =
        log.find(
            new AuditQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ACTION),
                OptionalLong.empty(),
                1));
    return found.stream().findFirst();
  }

  /// How many linked entries the store has, as its last seam tells, genuine or not.
  static long entriesInStore(AuditLog log) {
    long all = log.head().map(AuditLink::seq).orElse(0L);
    return last(log)
        .flatMap(linked -> of(linked.entry()))
        .filter(seam -> seam.to() <= all)
        .map(seam -> all - seam.to() + seam.kept())
        .orElse(all);
  }
}
