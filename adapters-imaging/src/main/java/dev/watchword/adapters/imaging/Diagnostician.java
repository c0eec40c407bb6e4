package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.Diagnosis;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Says why a symbol that was seen was not read: from a sighting the measured state of its modules,
/// else from the finders that stand alone, else from the state of the whole picture.
final class Diagnostician {

  private static final double NEEDED_PIXELS = 1.6;
  private static final double LOW_CONTRAST = 16;
  private static final double GRAINY = 0.17;
  private static final double BLURRED = 0.45;

  /// Function patterns are met less than this where the surface is bent.
  private static final double FLAT = 0.8;

  /// From here on the grid is where the symbol is.
  private static final double PLAIN = 0.6;

  /// A finder longer one way than the other by this is seen from the side.
  private static final double SLANTED = 1.2;

  /// From here on three finders stand like those of a code.
  private static final double LIKELY_FINDERS = 0.72;

  /// Levels between core and ring from which a finder that stands alone is believed.
  private static final double PLAIN_FINDER = 60;

  private static final double PLAIN_PIXELS = 2.3;

  private static final int MOST_FINDERS = 12;

  /// Where more than so many patterns were seen in all, the plain ones among them are of words.
  private static final int MOST_SEEN = 6;

  /// Pixels a side from which a busy square that is not small is more than a word or an icon.
  private static final double LARGE_PATCH = 90;

  /// Modules a side of the largest symbol.
  private static final int LARGEST = 177;

  /// Modules a side that a busy square of a code shows at least, of 21 or more; lines of large type
  /// show fewer.
  private static final int SMALLEST = 14;

  /// Modules by which a corner must lie outside for the code to count as cut off.
  private static final double OUTSIDE = 0.8;

  private Diagnostician() {}

  /// @return nothing when the frame shows no trace of a symbol that was not read
  static Optional<Diagnosis> diagnose(FrameSearch search) {
    GreyImage luma = search.frame().luma();
    Optional<Sighting> sighting =
        search
            .evidence()
            .bestSighting(search.findings(), search.page())
            .filter(seen -> seen.finders() > LIKELY_FINDERS || seen.match() > FLAT);
    if (!search.findings().empty()) {
      return sighting.filter(seen -> seen.match() > FLAT).map(seen -> ofSighting(luma, seen));
    }
    PictureCondition condition = PictureCondition.of(luma);
    if (condition.drowned()) {
      return Optional.of(new Diagnosis.Noisy());
    }
    if (sighting.isPresent() && sighting.get().match() > FLAT) {
      return Optional.of(ofSighting(luma, sighting.get()));
    }
    List<FinderPattern> seen = search.evidence().finders();
    List<FinderPattern> finders = plain(seen);
    Optional<TexturePatch> patch = TexturePatch.in(new Pyramid(luma));
    boolean texture = patch.filter(busy -> busy.fills(luma)).isPresent();
    boolean endless = texture && patch.orElseThrow().modules() > LARGEST;
    Set<Diagnosis.Side> cut = endless ? Set.of() : CutEdges.of(luma, finders);
    if (!cut.isEmpty()) {
      return Optional.of(new Diagnosis.CutOff(List.copyOf(cut)));
    }
    if (sighting.isPresent()) {
      return Optional.of(ofSighting(luma, sighting.get()));
    }
    return SmallSymbols.recognise(luma, finders)
        .or(() -> OtherSymbols.recognise(luma))
        .or(() -> FaintPatch.in(luma))
        .or(() ->
            finders.isEmpty() || texture || seen.size() > MOST_SEEN
                ? Optional.empty()
                : ofFinders(luma, finders))
        .or(condition::diagnosis)
        .or(() -> texture ? Optional.empty() : patch.flatMap(Diagnostician::ofPatch));
  }

  /// Those that are believed without two others beside them; where there are many, they are a
  /// texture.
  private static List<FinderPattern> plain(List<FinderPattern> finders) {
    List<FinderPattern> plain =
        finders.stream()
            .filter(
                finder -> finder.contrast() > PLAIN_FINDER && finder.moduleSize() > PLAIN_PIXELS)
            .toList();
    return plain.size() > MOST_FINDERS ? List.of() : plain;
  }

  /// Of a square as busy as a code that shows no finders.
  private static Optional<Diagnosis> ofPatch(TexturePatch patch) {
    if (patch.pixelsPerModule() < NEEDED_PIXELS) {
      return Optional.of(new Diagnosis.TooSmall(patch.pixelsPerModule(), NEEDED_PIXELS));
    }
    return patch.side() < LARGE_PATCH || patch.modules() < SMALLEST
        ? Optional.empty()
        : Optional.of(new Diagnosis.Distorted());
  }

  private static Diagnosis ofSighting(GreyImage luma, Sighting seen) {
    double factor = 1 << seen.level();
    Homography map = seen.map().scaled(factor);
    boolean inverted = seen.triple().inverted();
    Set<Diagnosis.Side> sides = EnumSet.noneOf(Diagnosis.Side.class);
    double pixels = seen.pixelsPerModule();
    map.corners(1)
        .forEach(corner -> addSides(sides, luma, corner.x(), corner.y(), OUTSIDE * pixels));
    if (!sides.isEmpty() && seen.match() > PLAIN) {
      return new Diagnosis.CutOff(List.copyOf(sides));
    }
    if (seen.match() < PLAIN) { // where the grid lies is not certain enough to measure on it
      return new Diagnosis.Distorted();
    }
    ModuleGrid grid =
        ModuleThreshold.apply(GridSampler.levels(luma, map, inverted, 0.5), map.size(), 6);
    Optional<FormatInformation> format = FormatInformation.read(grid);
    if (seen.match() > FLAT
        && format.isPresent()
        && format.get().model1()
        && format.get().wrongBits() <= 2) {
      return new Diagnosis.OtherSymbology("QR Model 1");
    }
    SymbolCondition condition = SymbolCondition.of(luma, map, seen.triple());
    if (condition.contrast() < LOW_CONTRAST) {
      return new Diagnosis.LowContrast(condition.contrast());
    }
    if (condition.grain() > GRAINY) {
      return new Diagnosis.Noisy();
    }
    if (pixels < NEEDED_PIXELS) {
      return new Diagnosis.TooSmall(pixels, NEEDED_PIXELS);
    }
    if (condition.blur() > BLURRED) {
      return new Diagnosis.Blurred(condition.blur());
    }
    return seen.match() < FLAT ? new Diagnosis.Distorted() : new Diagnosis.Covered();
  }

  private static void addSides(
      Set<Diagnosis.Side> sides, GreyImage luma, double x, double y, double slack) {
    if (y < -slack) {
      sides.add(Diagnosis.Side.TOP);
    }
    if (x > luma.width + slack) {
      sides.add(Diagnosis.Side.RIGHT);
    }
    if (y > luma.height + slack) {
      sides.add(Diagnosis.Side.BOTTOM);
    }
    if (x < -slack) {
      sides.add(Diagnosis.Side.LEFT);
    }
  }

  /// One or two finders: the third lies beyond the picture's edge, or under something.
  private static Optional<Diagnosis> ofFinders(GreyImage luma, List<FinderPattern> finders) {
    FinderPattern a = finders.getFirst();
    if (Math.max(a.across(), a.down()) > SLANTED * Math.min(a.across(), a.down())) {
      return Optional.of(new Diagnosis.Distorted());
    }
    for (FinderPattern b : finders) {
      double ratio = a.moduleSize() / b.moduleSize();
      double modules = a.distanceTo(b) / a.moduleSize();
      if (b == a || ratio > 1.5 || modules < 12 || modules > 180) {
        continue;
      }
      double dx = b.x() - a.x();
      double dy = b.y() - a.y();
      boolean above =
          luma.contains(a.x() + dy, a.y() - dx) && luma.contains(b.x() + dy, b.y() - dx);
      boolean below =
          luma.contains(a.x() - dy, a.y() + dx) && luma.contains(b.x() - dy, b.y() + dx);
      if (above || below) {
        return Optional.of(new Diagnosis.Covered());
      }
      Set<Diagnosis.Side> sides = EnumSet.noneOf(Diagnosis.Side.class);
      boolean nearer =
          Math.abs(a.y() - dx - luma.height / 2.0) < Math.abs(a.y() + dx - luma.height / 2.0);
      double sign = nearer ? 1 : -1;
      addSides(sides, luma, a.x() + sign * dy, a.y() - sign * dx, 0);
      addSides(sides, luma, b.x() + sign * dy, b.y() - sign * dx, 0);
      return sides.isEmpty()
          ? Optional.of(new Diagnosis.Covered())
          : Optional.of(new Diagnosis.CutOff(List.copyOf(sides)));
    }
    Set<Diagnosis.Side> near = EnumSet.noneOf(Diagnosis.Side.class);
    double reach = 21 * a.moduleSize();
    addSides(near, luma, a.x() + reach, a.y() + reach, 0);
    addSides(near, luma, a.x() - reach, a.y() - reach, 0);
    return near.isEmpty() ? Optional.empty() : Optional.of(new Diagnosis.CutOff(List.copyOf(near)));
  }
}
