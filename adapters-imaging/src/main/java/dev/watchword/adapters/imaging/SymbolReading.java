package dev.watchword.adapters.imaging;

import java.util.ArrayList;
import java.util.Comparator;
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

  /// From here on three finders are a symbol, however little their timing patterns are met.
  private static final double SURE_FINDERS = 0.62;

  /// From here on a flat grid needs no bending to fit.
  private static final double FLAT_MATCH = 0.93;

  /// Below this a sighting whose timing patterns cannot be followed either is no symbol.
  static final double LIKELY_MATCH = 0.6;

  /// How well timing patterns must be met that were followed node by node.
  private static final double LEAST_FOLLOWED = 0.45;

  /// How well finders must stand for the timing patterns between them to be traced.
  private static final double SWEPT_FINDERS = 0.64;

  /// Sizes of a symbol that are tried on a bent surface.
  private static final int SIZES_BENT = 3;

  /// Flat grids, and bent ones, that are read by all means.
  private static final int BEST_GRIDS = 2;

  /// How well a grid over two finders and one supposed must be met to be worth a fit.
  private static final double LOST_MATCH = 0.35;

  /// Pixels a module at which a level of the pyramid is still fine enough.
  private static final double ENOUGH_PIXELS = 2.6;

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
  ///
  /// @param seenIn the image that its finders were seen in, whose grain may have been smoothed
  /// @param seenLevel the pyramid level of that image
  Optional<FoundSymbol> quick(FinderTriple triple, GreyImage seenIn, int seenLevel) {
    sighting = null;
    List<GridSketch> sketches = GridSketch.of(seenIn, triple, 1.0 / (1 << seenLevel));
    if (sketches.isEmpty()) {
      return Optional.empty();
    }
    int level = level(triple);
    GreyImage image = pyramid.level(level);
    double toLevel = (double) (1 << seenLevel) / (1 << level);
    GridSketch best = sketches.getFirst();
    List<Homography> maps = sketches.stream().map(sketch -> sketch.map().scaled(toLevel)).toList();
    if (best.finders() > SURE_FINDERS) {
      sighting =
          new Sighting(triple, level, maps.getFirst(), best.finders() / 2, best.finders(), maps);
    }
    for (int i = 0; i < Math.min(2, sketches.size()); i++) {
      double timing = sketches.get(i).timing();
      if (timing < LEAST_TIMING || timing < best.timing() - 0.2) {
        break;
      }
      for (Homography map : fits(image, maps.get(i), triple.inverted(), 3, 1)) {
        double match = PatternMatch.of(image, map, triple.inverted());
        if (match < LEAST_MATCH) {
          continue;
        }
        Optional<FoundSymbol> found =
            new GridReading(image, map, triple.inverted())
                .plainly()
                .map(read -> found(read, map, level, triple));
        if (found.isPresent()) {
          return found;
        }
        Sighting before = sighting;
        if (before == null || match > before.match()) {
          sighting = new Sighting(triple, level, map, match, best.finders(), maps);
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

  private static List<Homography> fits(
      GreyImage image, Homography sketch, boolean inverted, double reach, int most) {
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
    if (seen.match() >= FLAT_MATCH) {
      Optional<FoundSymbol> found = read(image, List.of(seen.map()), seen, true);
      if (found.isPresent()) {
        return found;
      }
    }
    List<GridMap> bent = bent(image, seen);
    if (bent.isEmpty() && seen.match() < LIKELY_MATCH) {
      return Optional.empty();
    }
    Optional<FoundSymbol> found = read(image, bent, seen, false);
    if (found.isPresent()) {
      return found;
    }
    List<GridMap> flat = new ArrayList<>(fits(image, seen.map(), inverted, 7, 2));
    flat.add(seen.map());
    List<GridMap> maps = new ArrayList<>(best(image, flat, inverted));
    maps.addAll(best(image, bent, inverted));
    return read(image, maps, seen, true);
  }

  private static List<GridMap> best(GreyImage image, List<GridMap> maps, boolean inverted) {
    return maps.stream()
        .sorted(
            Comparator.comparingDouble((GridMap map) -> PatternMatch.of(image, map, inverted))
                .reversed())
        .limit(BEST_GRIDS)
        .toList();
  }

  /// Looks at a triple of which one finder is only supposed.
  Optional<FoundSymbol> withLostFinder(FinderTriple triple) {
    int level = level(triple);
    GreyImage image = pyramid.level(level);
    FinderPattern a = triple.corner().scaled(1.0 / (1 << level));
    FinderPattern b = triple.right().scaled(1.0 / (1 << level));
    FinderPattern c = triple.below().scaled(1.0 / (1 << level));
    double side = (a.distanceTo(b) + a.distanceTo(c)) / 2;
    double nearest = (side / Math.min(a.moduleSize(), b.moduleSize()) - 10) / 4;
    Homography best = null;
    double score = LOST_MATCH;
    for (int version = (int) Math.max(1, nearest - 1);
        version <= Math.min(40, nearest * 1.5 + 2);
        version++) {
      Homography map = Homography.flat(17 + 4 * version, a.x(), a.y(), b.x(), b.y(), c.x(), c.y());
      double match = PatternMatch.of(image, map, triple.inverted());
      if (match > score) {
        score = match;
        best = map;
      }
    }
    if (best == null) {
      return Optional.empty();
    }
    for (Homography map : fits(image, best, triple.inverted(), 3, 1)) {
      Optional<DecodedSymbol> symbol = new GridReading(image, map, triple.inverted()).byAllMeans();
      if (symbol.isPresent()) {
        return symbol.map(read -> found(read, map, level, triple));
      }
    }
    return Optional.empty();
  }

  private Optional<FoundSymbol> read(
      GreyImage image, List<GridMap> maps, Sighting seen, boolean byAllMeans) {
    for (GridMap map : maps) {
      if (deadline.passed()) {
        return Optional.empty();
      }
      GridReading reading = new GridReading(image, map, seen.triple().inverted());
      Optional<DecodedSymbol> symbol = byAllMeans ? reading.byAllMeans() : reading.plainly();
      if (symbol.isPresent()) {
        return symbol.map(read -> found(read, map, seen.level(), seen.triple()));
      }
    }
    return Optional.empty();
  }

  /// Bent grids of the sizes whose timing patterns are met the best when followed.
  private static List<GridMap> bent(GreyImage image, Sighting seen) {
    boolean inverted = seen.triple().inverted();
    List<GridMap> bent = new ArrayList<>();
    if (seen.match() >= FLAT_MATCH - 0.2) {
      bent.add(WarpFit.fit(image, seen.map(), inverted));
    }
    if (seen.match() < FLAT_MATCH) {
      if (seen.finders() > SWEPT_FINDERS) {
        SweptSearch.of(image, seen.triple(), 1.0 / (1 << seen.level()))
            .ifPresent(grid -> {
              GridMap settled = WarpFit.fit(image, grid, inverted);
              bent.add(settled);
              bent.add(WarpFit.fit(image, settled, inverted));
            });
      }
      seen.sketches().stream()
          .map(sketch -> followed(image, sketch, inverted))
          .filter(sketch -> sketch.timing() > LEAST_FOLLOWED)
          .sorted(Comparator.comparingDouble(Followed::timing).reversed())
          .limit(SIZES_BENT)
          .forEach(sketch -> bent.add(WarpFit.fit(image, sketch.map(), inverted)));
      bent.sort(
          Comparator.comparingDouble((GridMap map) -> PatternMatch.of(image, map, inverted))
              .reversed());
    }
    return bent;
  }

  /// A sketch, and how well it meets the timing patterns once they are followed.
  private record Followed(Homography map, double timing) {}

  private static Followed followed(GreyImage image, Homography sketch, boolean inverted) {
    GridMap near = WarpFit.fitTiming(image, sketch, inverted);
    return new Followed(sketch, PatternMatch.ofTiming(image, near, inverted));
  }

  private FoundSymbol found(DecodedSymbol symbol, GridMap map, int level, FinderTriple triple) {
    var corners = map.corners(1 << level);
    if (symbol.mirrored()) {
      corners = List.of(corners.get(0), corners.get(3), corners.get(2), corners.get(1));
    }
    return new FoundSymbol(symbol, corners, triple.inverted(), page);
  }
}
