package dev.watchword.core.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A part of the chain as lines of text: a head, the entries, and the checkpoint that seals them
/// (SECURITY AU-07). What an entry says stands between tabs, in the order of [#line]:
///
/// ```
/// watchword-audit-segment v=1 from=1 before=0000…
/// 1	2026-11-24T10:00:00Z	node-1	…
/// watchword-audit-checkpoint v=1 seq=1 …
/// ```
///
/// An object of this class takes such lines and checks them as they come. Not thread-safe.
final class AuditSegment {

  private static final String START = "watchword-audit-segment v=1 ";
  private static final String SEAL = "watchword-audit-checkpoint ";
  private static final String TAB = "\t";
  private static final int WORDS = 11;

  private final AuditKeys keys;
  private final Anchors anchors;
  private Optional<Range> begun = Optional.empty();
  private Optional<ChainWalk> walk = Optional.empty();
  private boolean sealed;

  /// @param anchors checkpoints to hold its entries against
  AuditSegment(AuditKeys keys, Anchors anchors) {
    this.keys = keys;
    this.anchors = anchors;
  }

  /// Which part of the chain.
  ///
  /// @param from the first place
  /// @param before the link before it
  /// @param to the last place
  /// @param head that place's link
  record Range(long from, AuditMac before, long to, AuditMac head) {

    static Range of(AuditSeam seam) {
      return new Range(seam.from(), seam.before(), seam.to(), seam.head());
    }
  }

  /// The first line.
  static String first(long from, AuditMac before) {
    return START + "from=" + from + " before=" + before;
  }

  /// The line of an entry.
  ///
  /// @throws IllegalStateException when a word has a control character, which no entry has that was
  ///   written by this program
  static String line(LinkedEntry linked) {
    AuditEntry entry = linked.entry();
    List<String> words =
        List.of(
            Long.toString(linked.link().seq()),
            entry.at().toString(),
            entry.node(),
            entry.origin().actor(),
            entry.origin().source(),
            entry.origin().requestId(),
            entry.subject(),
            entry.action(),
            entry.details(),
            entry.mac().toString(),
            linked.link().mac().toString());
    if (words.stream().anyMatch(word -> word.chars().anyMatch(Character::isISOControl))) {
      throw new IllegalStateException("audit entry " + linked.link().seq() + ": control character");
    }
    return String.join(TAB, words);
  }

  /// Takes the next line.
  ///
  /// @throws BrokenChain when it is not as it was written
  /// @throws IllegalArgumentException when it is none of a segment's lines
  void read(String line) {
    if (sealed) {
      throw new IllegalArgumentException("segment: something stands behind its end");
    }
    if (walk.isEmpty()) {
      begin(line);
    } else if (line.startsWith(SEAL)) {
      AuditCheckpoint seal = AuditCheckpoint.parse(line);
      checkSame(line, seal.toLine());
      seal(walk.get(), seal);
    } else {
      LinkedEntry linked = entry(line, walk.get().head());
      walk.get().step(linked);
      checkSame(line, line(linked));
    }
  }

  /// There is one way to write a thing.
  private static void checkSame(String line, String canonical) {
    if (!line.equals(canonical)) {
      throw new IllegalArgumentException("segment: a line is not spelled as it was written");
    }
  }

  private void begin(String line) {
    String[] words =
        line.startsWith(START) ? line.substring(START.length()).split(" ", -1) : new String[0];
    if (words.length != 2 || !words[0].startsWith("from=") || !words[1].startsWith("before=")) {
      throw new IllegalArgumentException("segment: it does not start with " + START.strip());
    }
    long from = Long.parseLong(words[0].substring("from=".length()));
    AuditMac before = AuditMac.ofHex(words[1].substring("before=".length()));
    if (from < 1) {
      throw new IllegalArgumentException("segment: from is at least 1");
    }
    checkSame(line, first(from, before));
    begun = Optional.of(new Range(from, before, from - 1, before));
    walk = Optional.of(new ChainWalk(keys, anchors, from - 1, before));
  }

  private static LinkedEntry entry(String line, AuditMac before) {
    String[] words = line.split(TAB, -1);
    if (words.length != WORDS) {
      throw new IllegalArgumentException("segment: a line without the words of an entry");
    }
    try {
      return new LinkedEntry(
          new AuditEntry(
              Instant.parse(words[1]),
              words[2],
              new Origin(words[3], words[4], words[5]),
              words[6],
              words[7],
              words[8],
              AuditMac.ofHex(words[9])),
          new AuditLink(Long.parseLong(words[0]), before, AuditMac.ofHex(words[10])));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("segment: a line without a time", e);
    }
  }

  private void seal(ChainWalk at, AuditCheckpoint checkpoint) {
    if (!checkpoint.isSignedBy(keys)
        || checkpoint.seq() != at.seq()
        || !checkpoint.head().equals(at.head())) {
      throw new BrokenChain(at.seq(), "The checkpoint that seals this segment is another one's.");
    }
    sealed = true;
  }

  /// The place that the next line is about; 1 before the first.
  long next() {
    return walk.map(at -> at.seq() + 1).orElse(1L);
  }

  /// What was read, whose every line is as it was written.
  ///
  /// @throws IllegalArgumentException when the end is missing
  Range end() {
    Range start =
        begun
            .filter(_ -> sealed)
            .orElseThrow(() -> new IllegalArgumentException("segment: its end is missing"));
    ChainWalk end = walk.orElseThrow();
    return new Range(start.from, start.before, end.seq(), end.head());
  }
}
