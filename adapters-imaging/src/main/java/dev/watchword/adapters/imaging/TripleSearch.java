package dev.watchword.adapters.imaging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Puts finder patterns together in threes that can be those of one symbol, the likeliest first.
final class TripleSearch {

  /// Each pattern is put together with so many of the nearest that look alike.
  private static final int NEIGHBOURS = 30;

  private static final int MOST = 1000;

  /// What a module of distance counts against a triple: of codes in a grid, finders of different
  /// ones make squares as good as those of one, only larger.
  private static final double NEARNESS = 0.0005;

  /// Sizes may differ by this factor: by tilt, and by turning against the pixel rows.
  private static final double SIZE_RATIO = 2.1;

  private TripleSearch() {}

  static List<FinderTriple> among(List<FinderPattern> patterns) {
    List<FinderTriple> triples = new ArrayList<>();
    for (FinderPattern corner : patterns) {
      List<FinderPattern> near =
          patterns.stream()
              .filter(other -> other != corner && alike(corner, other) && apart(corner, other))
              .map(other -> new Neighbour(other, corner.distanceTo(other)))
              .sorted(Comparator.comparingDouble(Neighbour::distance))
              .limit(NEIGHBOURS)
              .map(Neighbour::pattern)
              .toList();
      for (int i = 0; i < near.size(); i++) {
        for (int j = i + 1; j < near.size(); j++) {
          add(triples, corner, near.get(i), near.get(j));
        }
      }
    }
    triples.sort(Comparator.comparingDouble(FinderTriple::oddness));
    return triples.size() > MOST ? triples.subList(0, MOST) : triples;
  }

  private record Neighbour(FinderPattern pattern, double distance) {}

  private static boolean alike(FinderPattern a, FinderPattern b) {
    double ratio = a.moduleSize() / b.moduleSize();
    double contrasts = a.contrast() / b.contrast();
    return a.inverted() == b.inverted()
        && ratio < SIZE_RATIO
        && ratio > 1 / SIZE_RATIO
        && contrasts < 15
        && contrasts > 1 / 15.0;
  }

  /// Version 1 has 14 modules between finders, version 40 has 170.
  private static boolean apart(FinderPattern a, FinderPattern b) {
    double modules = a.distanceTo(b) / ((a.moduleSize() + b.moduleSize()) / 2);
    return modules > 7 && modules < 260;
  }

  private static double doubt(FinderPattern pattern) {
    return 0.1 * (4 - pattern.roundness()) + 0.2 * Math.max(0, 0.7 - pattern.solidity());
  }

  private static void add(
      List<FinderTriple> triples, FinderPattern corner, FinderPattern one, FinderPattern other) {
    double x1 = one.x() - corner.x();
    double y1 = one.y() - corner.y();
    double x2 = other.x() - corner.x();
    double y2 = other.y() - corner.y();
    double length1 = Math.sqrt(x1 * x1 + y1 * y1);
    double length2 = Math.sqrt(x2 * x2 + y2 * y2);
    double cosine = (x1 * x2 + y1 * y2) / (length1 * length2);
    double stretch = Math.max(length1, length2) / Math.min(length1, length2);
    if (Math.abs(cosine) > 0.72 || stretch > 2.2 || !alike(one, other)) {
      return;
    }
    double sizes =
        Math.abs(Math.log(one.moduleSize() / corner.moduleSize()))
            + Math.abs(Math.log(other.moduleSize() / corner.moduleSize()));
    double contrasts =
        Math.abs(Math.log(one.contrast() / corner.contrast()))
            + Math.abs(Math.log(other.contrast() / corner.contrast()));
    double oddness =
        Math.abs(cosine)
            + (stretch - 1)
            + sizes
            + 0.15 * contrasts
            + NEARNESS * (length1 + length2) / corner.moduleSize()
            + doubt(corner)
            + doubt(one)
            + doubt(other);
    boolean clockwise = x1 * y2 - y1 * x2 > 0;
    triples.add(
        new FinderTriple(corner, clockwise ? one : other, clockwise ? other : one, oddness));
  }
}
