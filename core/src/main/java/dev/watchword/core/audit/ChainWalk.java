package dev.watchword.core.audit;

/// Goes along the chain, entry by entry, and checks each one: its place, every field under its MAC,
/// its link on the one before it, and the checkpoint for its place. Not thread-safe.
final class ChainWalk {

  private final AuditKeys keys;
  private final Anchors anchors;
  private long seq;
  private AuditMac head;

  /// @param seq the place after which it begins
  /// @param head that place's link; [AuditMac#ZERO] for the chain's start
  ChainWalk(AuditKeys keys, Anchors anchors, long seq, AuditMac head) {
    this.keys = keys;
    this.anchors = anchors;
    this.seq = seq;
    this.head = head;
  }

  /// The last place that it came to.
  long seq() {
    return seq;
  }

  /// That place's link.
  AuditMac head() {
    return head;
  }

  /// @throws BrokenChain when the entry is not the next one, or not as it was written
  void step(LinkedEntry linked) {
    long place = seq + 1;
    if (linked.link().seq() != place) {
      throw new BrokenChain(place, "The entry of this place is missing.");
    }
    checkAlone(keys, linked, head);
    anchors.meet(linked.link());
    seq = place;
    head = linked.link().mac();
  }

  /// Checks an entry whose neighbours are elsewhere: what it says and that its place is its own.
  ///
  /// @param before the link before it
  static void checkAlone(AuditKeys keys, LinkedEntry linked, AuditMac before) {
    AuditLink link = linked.link();
    if (!keys.isGenuine(linked.entry())) {
      throw new BrokenChain(link.seq(), "A field of this entry was changed.");
    }
    if (!link.previous().equals(before)) {
      throw new BrokenChain(link.seq(), "This entry does not follow the one before it.");
    }
    if (!keys.ofLink(link.seq(), before, linked.entry().mac()).equals(link.mac())) {
      throw new BrokenChain(link.seq(), "This entry was not linked by us.");
    }
  }
}
