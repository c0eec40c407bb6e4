package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.Diagnosis;
import java.util.Arrays;
import java.util.Optional;

/// Recognises, without reading them, codes of other kinds that stand more or less upright: linear
/// barcodes and PDF417 by bars that stay where they are from line to line, Aztec by its bull's eye,
/// Data Matrix by its two solid and two alternating sides.
final class OtherSymbols {

  private static final float SWING = 50;

  /// Scan lines are so many pixels apart.
  private static final int STRIDE = 3;

  /// Lines on which the same bars must be met.
  private static final int LEAST_LINES = 4;

  /// Edges in a row of a linear barcode that must stay in place.
  private static final int LEAST_BARS = 24;

  /// Modules of the bars with which PDF417 begins, dark first.
  private static final int[] PDF417_START = {8, 1, 1, 1, 1, 1, 1, 3};

  /// Rings of one module across the bull's eye, from the outermost light one on.
  private static final int AZTEC_RUNS = 7;

  private static final int LEAST_ALTERNATIONS = 9;

  private final GreyImage image;
  private final EdgeScan scan;

  private OtherSymbols(GreyImage image) {
    this.image = image;
    this.scan = new EdgeScan(image.width);
  }

  static Optional<Diagnosis> recognise(GreyImage image) {
    return new OtherSymbols(image).name().map(Diagnosis.OtherSymbology::new);
  }

  private Optional<String> name() {
    float[] before = new float[0];
    int still = 0;
    int[] starts = new int[image.width];
    for (int y = 1; y < image.height; y += STRIDE) {
      edges(y);
      for (int i = 0; i + 8 < scan.count(); i++) {
        if (scan.swings[i] > 0) { // into a light ring; the dark one outside may melt with data
          double module = equalRuns(i, AZTEC_RUNS);
          double middle = (scan.edges[i] + scan.edges[i + AZTEC_RUNS]) / 2;
          if (module > 0 && isAztec(middle, y + 0.5, module)) {
            return Optional.of("Aztec");
          }
          continue;
        }
        int at = (int) scan.edges[i];
        if (isPdf417Start(i) && ++starts[at / 2] >= LEAST_LINES) {
          return Optional.of("PDF417");
        }
        double module = equalRuns(i, LEAST_ALTERNATIONS);
        if (module > 0 && isDataMatrix(i, y, module)) {
          return Optional.of("Data Matrix");
        }
      }
      float[] now = Arrays.copyOf(scan.edges, scan.count());
      still = sameBars(before, now) ? still + 1 : 0;
      if (still >= 2 * LEAST_LINES) {
        return Optional.of("linear barcode");
      }
      before = now;
    }
    return Optional.empty();
  }

  private void edges(int y) {
    for (int x = 0; x < image.width; x++) {
      scan.line[x] = image.at(x, y);
    }
    scan.scan(image.width, SWING);
  }

  private boolean isPdf417Start(int first) {
    double module = (scan.edges[first + 8] - scan.edges[first]) / 17;
    for (int i = 0; i < 8; i++) {
      double width = scan.edges[first + i + 1] - scan.edges[first + i];
      if (Math.abs(width - PDF417_START[i] * module) > 0.45 * module + 0.3) {
        return false;
      }
    }
    return true;
  }

  /// @return the module size where `count` runs from an edge on are alike, else 0
  private double equalRuns(int first, int count) {
    if (first + count >= scan.count()) {
      return 0;
    }
    double module = (scan.edges[first + count] - scan.edges[first]) / count;
    for (int i = first; i < first + count; i++) {
      if (Math.abs(scan.edges[i + 1] - scan.edges[i] - module) > 0.3 * module + 0.2) {
        return 0;
      }
    }
    return module < 1.5 ? 0 : module;
  }

  /// Whether dark and light rings, a module each, lie round a middle.
  private boolean isAztec(double x, double y, double module) {
    double dark = level(x, y);
    for (double middle = y - 5 * module; middle <= y + 5 * module; middle += module / 2) {
      int wrong = 0;
      for (int ring = 0; ring <= 4 && wrong == 0; ring++) {
        for (int k = 0; k < 9; k += k == 3 ? 2 : 1) { // all round the middle
          double dx = (k % 3 - 1) * ring * module;
          double dy = (k / 3 - 1) * ring * module;
          boolean isDark = Math.abs(level(x + dx, middle + dy) - dark) < SWING / 2;
          wrong += isDark == (ring % 2 == 0) ? 0 : 1;
        }
      }
      if (wrong == 0) {
        return true;
      }
    }
    return false;
  }

  /// Whether a line is the alternating top of a square: solid left side and bottom, alternating
  /// right.
  private boolean isDataMatrix(int first, int y, double module) {
    int last = first;
    while (last + 1 < scan.count()
        && Math.abs(scan.edges[last + 1] - scan.edges[last] - module) < 0.35 * module + 0.2) {
      last++;
    }
    double left = scan.edges[first] + module / 2;
    double right = scan.edges[last] + module / 2;
    int modules = (int) Math.round((right - left) / module) + 1;
    if (modules < 10 || modules % 2 != 0) {
      return false;
    }
    double middle = (level(left, y + 0.5) + level(left + module, y + 0.5)) / 2;
    for (double top = y - module / 2; top <= y + module / 2; top += module / 4) {
      int wrong = 0;
      for (int i = 0; i < modules; i++) {
        wrong += level(left, top + i * module) < middle ? 0 : 1;
        wrong += level(left + i * module, top + (modules - 1) * module) < middle ? 0 : 1;
        wrong += level(right, top + i * module) < middle == (i % 2 == 1) ? 0 : 1;
        wrong += level(left + i * module, top) < middle == (i % 2 == 0) ? 0 : 1;
      }
      if (wrong <= modules / 6) {
        return true;
      }
    }
    return false;
  }

  private float level(double x, double y) {
    return image.sample(x, y);
  }

  /// Whether many edges in a row of one line, at distances that differ, are met on the next.
  private static boolean sameBars(float[] before, float[] now) {
    int run = 0;
    int j = 0;
    float narrowest = Float.MAX_VALUE;
    float widest = 0;
    for (int i = 0; i < now.length; i++) {
      while (j < before.length && before[j] < now[i] - 0.8f) {
        j++;
      }
      boolean met = j < before.length && Math.abs(before[j] - now[i]) <= 0.8f;
      boolean near = i > 0 && now[i] - now[i - 1] < 30;
      run = met ? near ? run + 1 : 1 : 0;
      if (run <= 1) {
        narrowest = Float.MAX_VALUE;
        widest = 0;
      } else {
        narrowest = Math.min(narrowest, now[i] - now[i - 1]);
        widest = Math.max(widest, now[i] - now[i - 1]);
      }
      if (run >= LEAST_BARS && widest > 1.8f * narrowest) {
        return true;
      }
    }
    return false;
  }
}
