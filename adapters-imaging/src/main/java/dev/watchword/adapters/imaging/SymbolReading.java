package dev.watchword.adapters.imaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the symbol that three finders belong to: sketches its grid, lays it over the function
/// patterns, samples and decodes. What the quick way does not read is a sighting for the thorough
/// way. Not thread-safe.
final class SymbolReading {

  /// Below these a triple is three patterns that have nothing to do with each other.
  private static final double LEAST_TIMING = 0.2;

  private static final double LEAST_MATCH = 0.42;

  /// Pixels a module at which a level of the pyramid is still fine enough.
  private static final double ENOUGH_PIXELS = 2.6;

  private static final double SPREAD = 0.5;
  private static final int THRESHOLD_RADIUS = 6;

  private final Pyramid pyramid;
  private final int page;
  private final Deadline deadline;
  private @Nullable Sighting sighting;

  SymbolReading(Pyramid pyramid, int page, Deadline deadline) {
    this.pyramid = pyramid;
    this.page = page;
    this.deadline = deadline;
  }

  /// What the last quick look saw and did not read.
  Optional<Sighting> sighting() {
    return Optional.ofNullable(sighting);
  }

  /// Looks at a triple the quick way.
  Optional<FoundSymbol> quick(FinderTriple triple) {
    sighting = null;
    int level = level(triple);
    GreyImage image = pyramid.level(level);
    List<GridSketch> sketches = GridSketch.of(image, triple, 1.0 / (1 << level));
    if (sketches.isEmpty() || sketches.getFirst().timing() < LEAST_TIMING) {
      return Optional.empty();
    }
    double bestTiming = sketches.getFirst().timing();
    for (GridSketch sketch : sketches.subList(0, Math.min(2, sketches.size()))) {
      if (sketch.timing() < bestTiming - 0.2) {
        break;
      }
      for (Homography map : fits(image, sketch.map(), triple.inverted(), 3, 1)) {
        double match = PatternMatch.of(image, map, triple.inverted());
        if (match < LEAST_MATCH) {
          continue;
        }
        Optional<FoundSymbol> found = decode(image, level, map, triple.inverted(), false);
        if (found.isPresent()) {
          return found;
        }
        Sighting now = new Sighting(triple, level, map, match);
        Sighting before = sighting;
        if (before == null || now.match() > before.match()) {
          sighting = now;
        }
      }
    }
    return Optional.empty();
  }

  private int level(FinderTriple triple) {
    int level = 0;
    double module = triple.moduleSize() / 1.2; // turned patterns seem larger than they are
    while (module / (2 << level) >= ENOUGH_PIXELS && level < pyramid.top()) {
      level++;
    }
    return level;
  }

  private static List<Homography> fits(GreyImage image, Homography sketch, boolean inverted, double reach, int most) {
    List<Homography> fits = new ArrayList<>();
    for (Homography aligned : AlignmentSearch.candidates(image, sketch, inverted, reach, most)) {
      fits.add(GridFit.refine(image, aligned, inverted, 1));
    }
    if (fits.isEmpty() || most > 1) {
      fits.add(GridFit.refine(image, sketch, inverted, 0));
    }
    return fits;
  }

  /// Looks at a sighting again with everything there is.
  Optional<FoundSymbol> thorough(Sighting seen) {
    boolean inverted = seen.triple().inverted();
    GreyImage image = pyramid.level(seen.level());
    List<GridMap> maps = new ArrayList<>();
    maps.add(seen.map());
    maps.add(WarpFit.fit(image, seen.map(), inverted));
    for (Homography fit : fits(image, seen.map(), inverted, 7, 3)) {
      maps.add(fit);
      maps.add(WarpFit.fit(image, fit, inverted));
    }
    for (boolean hard : new boolean[] {false, true}) {
      for (GridMap map : maps) {
        if (deadline.passed()) {
          return Optional.empty();
        }
        Optional<FoundSymbol> found = decode(image, seen.level(), map, inverted, hard);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<FoundSymbol> decode(GreyImage image, int level, GridMap map, boolean inverted, boolean hard) {
    float[] levels = GridSampler.levels(image, map, inverted, SPREAD);
    ModuleGrid grid = ModuleThreshold.apply(levels, map.size(), THRESHOLD_RADIUS);
    Optional<DecodedSymbol> symbol = SymbolDecoder.decode(grid, hard);
    if (symbol.isEmpty() && hard) {
      symbol = SymbolDecoder.decode(BlurInversion.apply(grid), true);
    }
    return symbol.map(read -> found(read, map, 1 << level, inverted));
  }

  private FoundSymbol found(DecodedSymbol symbol, GridMap map, double factor, boolean inverted) {
    var corners = map.corners(factor);
    if (symbol.mirrored()) {
      corners = List.of(corners.get(0), corners.get(3), corners.get(2), corners.get(1));
    }
    return new FoundSymbol(symbol, corners, inverted, page);
  }
}
