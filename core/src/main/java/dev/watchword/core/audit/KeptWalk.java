package dev.watchword.core.audit;

/// Goes through the entries that stayed in the store when others around them were archived: each is
/// checked alone, and all of them by what the seam says. Not thread-safe.
final class KeptWalk {

  private final AuditKeys keys;
  private final Anchors anchors;
  private long seq;
  private long count;
  private AuditMac mac = AuditMac.ZERO;

  KeptWalk(AuditKeys keys, Anchors anchors) {
    this.keys = keys;
    this.anchors = anchors;
  }

  /// @throws BrokenChain when the entry is not as it was written
  void step(LinkedEntry linked) {
    AuditLink link = linked.link();
    if (link.seq() <= seq) {
      throw new BrokenChain(link.seq(), "The entry of this place is there twice.");
    }
    ChainWalk.checkAlone(keys, linked, link.previous());
    anchors.meet(link);
    seq = link.seq();
    count++;
    mac = keys.ofLink(seq, mac, linked.entry().mac());
  }

  /// How many there were.
  long count() {
    return count;
  }

  /// All of them in one, as [AuditSeam#keptMac].
  AuditMac mac() {
    return mac;
  }

  /// @throws BrokenChain when one of those is missing that stayed, or there is one more
  void end(AuditSeam seam) {
    if (count != seam.kept() || !mac.equals(seam.keptMac())) {
      throw new BrokenChain(
          seam.to(),
          "Entries up to here stayed when others were archived: they are not all there.");
    }
    anchors.meet(seam.to(), seam.head());
  }
}
