package dev.watchword.adapters.imaging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What the stages saw in one frame and could not read: material for a diagnosis. Thread-safe.
final class Evidence {

  private final List<Sighting> sightings = new ArrayList<>();
  private final List<FinderPattern> finders = new ArrayList<>();

  synchronized void saw(Sighting sighting) {
    sightings.add(sighting);
  }

  /// Patterns of one look; those that are finders beyond doubt are kept.
  synchronized void saw(List<FinderPattern> patterns) {
    for (FinderPattern pattern : patterns) {
      boolean known =
          finders.stream().anyMatch(other -> other.distanceTo(pattern) < 3 * pattern.moduleSize());
      if (!known && pattern.roundness() == 4 && pattern.solidity() > 0.7 && !pattern.inverted()) {
        finders.add(pattern);
      }
    }
  }

  /// The sighting that fits best of those at places where nothing was read.
  synchronized Optional<Sighting> bestSighting(Findings findings, int page) {
    return sightings.stream()
        .filter(seen -> !findings.covers(page, seen.centreX(), seen.centreY()))
        .max(Comparator.comparingDouble(Sighting::match));
  }

  /// Lone finders, the largest first.
  synchronized List<FinderPattern> finders() {
    return finders.stream()
        .sorted(Comparator.comparingDouble(FinderPattern::moduleSize).reversed())
        .toList();
  }
}
