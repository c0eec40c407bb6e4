package dev.watchword.core.audit;

/// An entry's place in the chain.
///
/// @param seq 1 for the first, one more each
/// @param previous the link before it; [AuditMac#ZERO] before the first
/// @param mac over `seq`, `previous` and the entry's own
public record AuditLink(long seq, AuditMac previous, AuditMac mac) {

  public AuditLink {
    if (seq < 1) {
      throw new IllegalArgumentException("seq: at least 1, got " + seq);
    }
  }
}
