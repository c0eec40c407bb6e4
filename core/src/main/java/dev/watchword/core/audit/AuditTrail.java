package dev.watchword.core.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Makes the entries that repositories write together with the acts.
///
/// An entry carries its own MAC, so that from the moment it is stored no field of it can be
/// changed; [LinkAudit] gives it its place in the chain soon after. Thread-safe.
public final class AuditTrail {

  private final AuditKeys keys;
  private final String node;

  /// @param node the name of this process, 1 to 64 characters
  public AuditTrail(AuditKeys keys, String node) {
    if (node.isEmpty() || node.length() > 64) {
      throw new IllegalArgumentException("node: 1 to 64 characters, got " + node.length());
    }
    this.keys = keys;
    this.node = node;
  }

  /// @param at the store's time
  public AuditEntry entry(Instant at, Origin origin, AuditEvent event) {
    Instant millis = at.truncatedTo(ChronoUnit.MILLIS);
    String subject = event.subject();
    String action = event.action();
    String details = event.details();
    AuditMac mac = keys.ofEntry(millis.toEpochMilli(), node, origin, subject, action, details);
    return new AuditEntry(millis, node, origin, subject, action, details, mac);
  }

  /// The link that follows `head`, for an entry that has none yet.
  ///
  /// @param head the last link; empty for an empty chain
  public AuditLink next(Optional<AuditLink> head, AuditEntry entry) {
    long seq = head.map(link -> Math.addExact(link.seq(), 1)).orElse(1L);
    AuditMac previous = head.map(AuditLink::mac).orElse(AuditMac.ZERO);
    return new AuditLink(seq, previous, keys.ofLink(seq, previous, entry.mac()));
  }

  /// A checkpoint of a chain that ends in `head`.
  AuditCheckpoint checkpoint(AuditLink head, Instant at) {
    Instant millis = at.truncatedTo(ChronoUnit.MILLIS);
    return new AuditCheckpoint(
        head.seq(),
        head.mac(),
        millis,
        node,
        keys.ofCheckpoint(head.seq(), head.mac(), millis.toEpochMilli(), node));
  }
}
