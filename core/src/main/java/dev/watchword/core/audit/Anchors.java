package dev.watchword.core.audit;

import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Checkpoints from outside of the store, for one walk along the chain. Not thread-safe.
final class Anchors {

  private final TreeMap<Long, AuditMac> expected = new TreeMap<>();
  private long met;

  private Anchors() {}

  static Anchors none() {
    return new Anchors();
  }

  /// @param checkpoints in any order
  /// @throws BrokenChain when one is not ours, or two contradict each other
  static Anchors of(List<AuditCheckpoint> checkpoints, AuditKeys keys) {
    Anchors anchors = new Anchors();
    for (AuditCheckpoint anchor : checkpoints) {
      if (!anchor.isSignedBy(keys)) {
        throw new BrokenChain(anchor.seq(), "The checkpoint for this place is not one of ours.");
      }
      AuditMac other = anchors.expected.put(anchor.seq(), anchor.head());
      if (other != null && !other.equals(anchor.head())) {
        throw new BrokenChain(anchor.seq(), "Two checkpoints contradict each other here.");
      }
    }
    return anchors;
  }

  /// @throws BrokenChain when there is a checkpoint for the place, and the link is another one
  void meet(AuditLink link) {
    meet(link.seq(), link.mac());
  }

  /// As [#meet(AuditLink)].
  void meet(long seq, AuditMac head) {
    AuditMac anchor = expected.get(seq);
    if (anchor == null) {
      return;
    }
    if (!anchor.equals(head)) {
      throw new BrokenChain(
          seq, "A checkpoint says that another entry stood here: the log was replaced.");
    }
    met = Math.max(met, seq);
  }

  /// @throws BrokenChain when a checkpoint is for a place after the chain's end
  void end(long seq) {
    if (!expected.isEmpty() && expected.lastKey() > seq) {
      throw new BrokenChain(
          seq + 1,
          "The log ends before this place, and a checkpoint says that it went on to %d."
              .formatted(expected.lastKey()));
    }
  }

  /// The last place at which the chain was held against a checkpoint.
  OptionalLong lastMet() {
    return met == 0 ? OptionalLong.empty() : OptionalLong.of(met);
  }
}
