package dev.watchword.adapters.imaging;

import java.util.ArrayList;
import java.util.List;

/// Looks for finder patterns in one image by their inner part: the core in its ring, 1:3:1 along
/// every line through the middle, with something beyond on both sides.
///
/// The outer ring and the margin are not needed: a dark page, a thin frame or a tight crop may have
/// swallowed them. Both polarities are found in one pass. Not thread-safe.
final class FinderSearch {

  private static final int MOST_FOUND = 400;

  /// Towards the inside of the symbol, two sides and the corner between them, a separator sets off
  /// the outer ring, whatever stands outside.
  private static final int LEAST_RAYS = 3;

  /// Scan lines that meet a pattern by chance are few; those that cross a core see it.
  private static final double LEAST_SOLIDITY = 0.2;

  /// Blur leaves this much of the swing from the ring outwards, beside that from core to ring.
  private static final float LEAST_OUTER_SWING = 0.12f;

  /// The directions, besides along rows, in which a pattern must keep its proportions.
  private static final double DIAGONAL = Math.sqrt(0.5);

  private final GreyImage image;
  private final float swing;
  private final boolean blurred;
  private final Deadline deadline;
  private final EdgeScan rows;
  private final EdgeScan cross;
  private final List<FinderPattern> found = new ArrayList<>();
  private final int[] hits = new int[MOST_FOUND];

  /// The outcome of the last look along a line: middle of the core (distance from the start),
  /// module size, contrast.
  private double coreMiddle;

  private double coreModule;
  private double coreContrast;

  /// To how many of its two sides the line met an outer ring of about one module.
  private int ringRays;

  /// @param swing levels by which an extreme must stand out
  /// @param blurred whether cores may be narrowed, and rings widened, by blur
  FinderSearch(GreyImage image, float swing, boolean blurred, Deadline deadline) {
    this.blurred = blurred;
    this.image = image;
    this.swing = swing;
    this.deadline = deadline;
    this.rows = new EdgeScan(image.width);
    this.cross = new EdgeScan(2 * Math.max(image.width, image.height) + 2);
  }

  /// @param step rows from one scan line to the next
  /// @return the patterns, in pixels of the image
  List<FinderPattern> search(int step) {
    for (int y = step / 2; y < image.height; y += step) {
      if ((y & 15) == 0 && deadline.passed()) {
        break;
      }
      int from = y * image.width;
      for (int x = 0; x < image.width; x++) {
        rows.line[x] = image.pixels[from + x] & 0xFF;
      }
      rows.scan(image.width, swing);
      for (int i = 0; i + 3 < rows.count() && found.size() < MOST_FOUND; i++) {
        if (proportioned(rows, i)) {
          confirm(
              (rows.edges[i + 1] + rows.edges[i + 2]) / 2,
              y + 0.5,
              (rows.edges[i + 3] - rows.edges[i]) / 5,
              rows.swings[i] < 0);
        }
      }
    }
    List<FinderPattern> solid = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      FinderPattern p = found.get(i);
      double solidity = hits[i] * step / (3 * p.down());
      if (solidity > LEAST_SOLIDITY) {
        solid.add(
            new FinderPattern(
                p.x(),
                p.y(),
                p.across(),
                p.down(),
                p.inverted(),
                p.contrast(),
                p.roundness(),
                solidity));
      }
    }
    return solid;
  }

  /// Whether the edges from `i` on bound a ring, a core and a ring of 1:3:1, with swings alike and
  /// with outer ring or page beyond.
  private boolean proportioned(EdgeScan scan, int i) {
    float[] e = scan.edges;
    float a = e[i + 1] - e[i];
    float b = e[i + 2] - e[i + 1];
    float c = e[i + 3] - e[i + 2];
    float module = (a + b + c) / 5;
    float slack = (blurred ? 0.65f : 0.5f) * module + 0.25f;
    float coreSlack = (blurred ? 1.2f : 0.7f) * module + 0.35f;
    if (Math.abs(a - module) > slack
        || Math.abs(c - module) > slack
        || Math.abs(b - 3 * module) > coreSlack) {
      return false;
    }
    if (i > 0 && e[i] - e[i - 1] < 0.4f * module) {
      return false;
    }
    if (i + 4 < scan.count() && e[i + 4] - e[i + 3] < 0.4f * module) {
      return false;
    }
    float one = Math.abs(scan.swings[i + 1]);
    float other = Math.abs(scan.swings[i + 2]);
    float inner = Math.min(one, other);
    float outer = Math.min(Math.abs(scan.swings[i]), Math.abs(scan.swings[i + 3]));
    return inner > 0.4f * Math.max(one, other) && outer > LEAST_OUTER_SWING * inner;
  }

  private void confirm(double x, double y, double module, boolean inverted) {
    for (int i = 0; i < found.size(); i++) {
      FinderPattern known = found.get(i);
      if (known.inverted() == inverted
          && Math.abs(known.x() - x) < 1.5 * known.moduleSize()
          && Math.abs(known.y() - y) < 2 * known.moduleSize()
          && module < 2 * known.moduleSize()
          && module > 0.5 * known.moduleSize()) {
        hits[i]++;
        return;
      }
    }
    if (!along(x, y, 0, 1, module, inverted)) {
      return;
    }
    double middleY = y + coreMiddle;
    double down = coreModule;
    if (!along(x, middleY, 1, 0, module, inverted)) {
      return;
    }
    double middleX = x + coreMiddle;
    double across = coreModule;
    double contrast = coreContrast;
    if (!along(middleX, middleY, 0, 1, down, inverted)) {
      return;
    }
    middleY += coreMiddle;
    down = coreModule;
    contrast = Math.min(contrast, coreContrast);
    int rays = ringRays;
    if (!along(middleX, middleY, 1, 0, across, inverted)) {
      return;
    }
    rays += ringRays;
    double slanted = (across + down) / 2;
    int roundness = 2;
    for (double slope : new double[] {DIAGONAL, -DIAGONAL}) {
      if (along(middleX, middleY, DIAGONAL, slope, slanted, inverted)) {
        roundness++;
        rays += ringRays;
      }
    }
    if (roundness > 2 && rays >= LEAST_RAYS) {
      hits[found.size()] = 1;
      found.add(
          new FinderPattern(middleX, middleY, across, down, inverted, contrast, roundness, 0));
    }
  }

  /// Looks along a line through a supposed middle for core and ring.
  private boolean along(double x, double y, double dx, double dy, double module, boolean inverted) {
    double reach = 6 * module + 3;
    double startX = x - reach * dx;
    double startY = y - reach * dy;
    while (!image.contains(startX, startY) && reach > 0) {
      reach -= 1;
      startX = x - reach * dx;
      startY = y - reach * dy;
    }
    int length = cross.fill(image, startX, startY, dx, dy, (int) (reach + 6 * module + 4));
    cross.scan(length, swing);
    double middle = reach + 0.5; // sample i covers i to i + 1
    for (int i = 0; i + 3 < cross.count(); i++) {
      if (cross.swings[i] < 0 == inverted
          && cross.edges[i + 1] < middle + 0.75 * module
          && cross.edges[i + 2] > middle - 0.75 * module
          && proportioned(cross, i)) {
        double size = (cross.edges[i + 3] - cross.edges[i]) / 5;
        if (size > 0.4 * module && size < 2.5 * module) {
          coreMiddle =
              (cross.edges[i + 1] + cross.edges[i + 2] + cross.edges[i] + cross.edges[i + 3]) / 4
                  - middle;
          coreModule = size;
          coreContrast = Math.min(Math.abs(cross.swings[i + 1]), Math.abs(cross.swings[i + 2]));
          ringRays = (ring(i - 1, size) ? 1 : 0) + (ring(i + 3, size) ? 1 : 0);
          return true;
        }
      }
    }
    return false;
  }

  private boolean ring(int from, double module) {
    if (from < 0 || from + 1 >= cross.count()) {
      return false;
    }
    double width = cross.edges[from + 1] - cross.edges[from];
    return width > 0.45 * module && width < 1.8 * module + 0.3;
  }
}
