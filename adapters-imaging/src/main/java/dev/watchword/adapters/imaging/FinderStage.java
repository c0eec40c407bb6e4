package dev.watchword.adapters.imaging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds symbols by their finder patterns, at several sizes of the picture and down to faint
/// contrasts, and reads them from their module grid.
final class FinderStage implements SearchStage {

  private static final long FIRST_LOOK_PIXELS = 2_600_000;
  private static final int SMALLEST = 20;
  private static final int MOST_SIGHTINGS = 5;

  /// Letters that are taken for finders stand along their sides to 0.56 mostly, codes to 0.79.
  private static final double WORTHY_FINDERS = 0.6;

  private static final double WORTHY_LIKELIHOOD = 1.06;
  private static final double WORTHY_MATCH = 0.7;

  @Override
  public void search(FrameSearch search) {
    GreyImage luma = search.frame().luma();
    if (luma.width < SMALLEST || luma.height < SMALLEST) {
      return;
    }
    Pyramid pyramid = new Pyramid(luma);
    int first = firstLevel(luma);
    List<Sighting> sightings = new ArrayList<>();
    for (List<Look> round : rounds(first)) {
      for (Look look : round) {
        if (search.over()) {
          return;
        }
        if (look.level > pyramid.top() && look.level > first) {
          continue;
        }
        boolean allRead = look(pyramid, look, search, sightings);
        if (allRead && !search.findings().empty() && sightings.isEmpty()) {
          return;
        }
      }
      thorough(pyramid, sightings, SymbolReading.LIKELY_MATCH, search);
      if (!search.findings().empty()) {
        return;
      }
    }
    thorough(pyramid, sightings, 0, search);
    if (search.findings().empty()) {
      lostFinders(pyramid, search);
    }
  }

  /// One look at another plane of the frame, for what is plain in it.
  static void glance(GreyImage view, FrameSearch search) {
    if (view.width < SMALLEST || view.height < SMALLEST) {
      return;
    }
    Pyramid pyramid = new Pyramid(view);
    List<Sighting> sightings = new ArrayList<>();
    look(pyramid, new Look(firstLevel(view), true, 25, false), search, sightings);
    thorough(pyramid, sightings, SymbolReading.LIKELY_MATCH, search);
  }

  private static int firstLevel(GreyImage image) {
    int first = 0;
    while (((long) image.width * image.height) >> (2 * first) > FIRST_LOOK_PIXELS) {
      first++;
    }
    return first;
  }

  private static void lostFinders(Pyramid pyramid, FrameSearch search) {
    SymbolReading reading = new SymbolReading(pyramid, search.page(), search.deadline());
    for (FinderTriple triple : LostFinder.triples(search.evidence().finders())) {
      if (search.over()) {
        return;
      }
      Optional<FoundSymbol> found = reading.withLostFinder(triple);
      if (found.isPresent()) {
        search.findings().add(found.get());
        return;
      }
    }
  }

  /// One pass over one image.
  ///
  /// @param swing levels by which extremes must stand out
  private record Look(int level, boolean smoothed, float swing, boolean blurred) {}

  private static List<List<Look>> rounds(int first) {
    List<Look> plain = new ArrayList<>();
    plain.add(new Look(first, false, 40, false));
    plain.add(new Look(first, true, 25, false));
    for (int finer = first - 1; finer >= 0; finer--) {
      plain.add(new Look(finer, false, 40, false));
    }
    plain.add(new Look(first + 1, true, 25, false));
    List<Look> faint = new ArrayList<>();
    faint.add(new Look(first, false, 12, true));
    faint.add(new Look(first, true, 5, true));
    for (int finer = first - 1; finer >= 0; finer--) {
      faint.add(new Look(finer, true, 12, true));
    }
    faint.add(new Look(first + 1, true, 10, true));
    faint.add(new Look(first + 1, false, 20, true));
    faint.add(new Look(first + 2, true, 10, true));
    faint.add(new Look(first + 2, false, 20, true));
    return List.of(plain, faint);
  }

  /// @return whether no finder of the kind read was left over
  private static boolean look(
      Pyramid pyramid, Look look, FrameSearch search, List<Sighting> sightings) {
    int level = look.level;
    float swing = look.swing;
    GreyImage image = look.smoothed ? pyramid.smoothed(level) : pyramid.level(level);
    double factor = 1 << level;
    int step = (long) image.width * image.height > 700_000 ? 2 : 1;
    List<FinderPattern> patterns =
        new FinderSearch(image, swing, look.blurred, search.deadline())
            .search(step).stream().map(p -> p.scaled(factor)).toList();
    SymbolReading reading = new SymbolReading(pyramid, search.page(), search.deadline());
    search.evidence().saw(patterns);
    List<FinderPattern> spent = new ArrayList<>();
    List<FinderTriple> triples = TripleSearch.among(patterns);
    for (FinderTriple triple : triples) {
      if (search.over()) {
        return true;
      }
      if (spent.stream().anyMatch(triple::uses)
          || search.findings().covers(search.page(), triple.corner().x(), triple.corner().y())) {
        continue;
      }
      Optional<FoundSymbol> found = reading.quick(triple, image, level);
      if (found.isPresent()) {
        search.findings().add(found.get());
        spent.addAll(List.of(triple.corner(), triple.right(), triple.below()));
      } else {
        reading.sighting().ifPresent(seen -> remember(seen, sightings));
      }
    }
    return patterns.stream().filter(pattern -> leftOver(pattern, spent, search)).count() < 2;
  }

  /// Whether a pattern is a finder beyond doubt that belongs to no symbol read.
  private static boolean leftOver(
      FinderPattern pattern, List<FinderPattern> spent, FrameSearch search) {
    return !spent.contains(pattern)
        && pattern.roundness() == 4
        && pattern.solidity() > 0.7
        && spent.stream()
            .anyMatch(known ->
                known.inverted() == pattern.inverted() && known.contrast() < 2 * pattern.contrast())
        && !search.findings().covers(search.page(), pattern.x(), pattern.y());
  }

  /// Keeps one sighting a symbol, the one that fits best.
  private static void remember(Sighting seen, List<Sighting> sightings) {
    Optional<Sighting> known = sightings.stream().filter(seen::sameSymbolAs).findFirst();
    if (known.isEmpty()) {
      sightings.add(seen);
    } else if (known.get().match() < seen.match()) {
      sightings.set(sightings.indexOf(known.get()), seen);
    }
  }

  /// Whether a sighting can be a symbol at all: finders that stand as badly as those of words do
  /// are none, unless the whole grid is met.
  private static boolean worthMore(Sighting seen) {
    return (seen.finders() >= WORTHY_FINDERS && seen.likelihood() >= WORTHY_LIKELIHOOD)
        || seen.match() >= WORTHY_MATCH;
  }

  /// Looks at sightings again, those that fit best first.
  ///
  /// @param least how well they must fit; the others stay for later
  private static void thorough(
      Pyramid pyramid, List<Sighting> sightings, double least, FrameSearch search) {
    List<Sighting> likely = sightings.stream().filter(seen -> seen.match() >= least).toList();
    sightings.removeAll(likely);
    likely.forEach(search.evidence()::saw);
    SymbolReading reading = new SymbolReading(pyramid, search.page(), search.deadline());
    List<FoundSymbol> found =
        likely.stream()
            .filter(FinderStage::worthMore)
            .filter(
                seen -> !search.findings().covers(search.page(), seen.centreX(), seen.centreY()))
            .sorted(Comparator.comparingDouble(Sighting::likelihood).reversed())
            .limit(MOST_SIGHTINGS)
            .toList()
            .parallelStream() // on as many cores as there are; few and large tasks
            .flatMap(seen -> search.over() ? Stream.empty() : reading.thorough(seen).stream())
            .toList();
    found.forEach(search.findings()::add);
  }
}
