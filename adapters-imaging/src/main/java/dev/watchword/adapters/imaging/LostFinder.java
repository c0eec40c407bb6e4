package dev.watchword.adapters.imaging;

import java.util.ArrayList;
import java.util.List;

/// Supposes the third finder where two stand alone: one that a finger, a sticker or glare covers.
/// It may stand at either end of their line, on either side of it, or across.
final class LostFinder {

  /// Pairs are made of so many of the plainest finders.
  private static final int MOST_FINDERS = 6;

  private static final double LEAST_CONTRAST = 40;
  private static final double MOST_UNLIKE = 1.25;

  private LostFinder() {}

  /// All threes with one that was not seen.
  static List<FinderTriple> triples(List<FinderPattern> finders) {
    List<FinderPattern> plain =
        finders.stream()
            .filter(finder -> finder.contrast() > LEAST_CONTRAST)
            .limit(MOST_FINDERS)
            .toList();
    List<FinderTriple> triples = new ArrayList<>();
    for (FinderPattern p : plain) {
      for (FinderPattern q : plain) {
        double ratio = p.moduleSize() / q.moduleSize();
        double modules = p.distanceTo(q) / p.moduleSize();
        if (p == q || ratio > MOST_UNLIKE || ratio < 1 / MOST_UNLIKE || modules < 12) {
          continue;
        }
        double dx = q.x() - p.x();
        double dy = q.y() - p.y();
        // the code lies to the right of the way from p to q
        triples.add(new FinderTriple(p, q, at(p, p.x() - dy, p.y() + dx), 0));
        triples.add(new FinderTriple(q, at(p, q.x() - dy, q.y() + dx), p, 0));
        FinderPattern across = at(p, p.x() + (dx - dy) / 2, p.y() + (dy + dx) / 2);
        triples.add(new FinderTriple(across, p, q, 0));
      }
    }
    return triples;
  }

  private static FinderPattern at(FinderPattern like, double x, double y) {
    return new FinderPattern(
        x, y, like.across(), like.down(), like.inverted(), like.contrast(), 0, 0);
  }
}
