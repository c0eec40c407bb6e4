package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.Diagnosis;
import java.util.List;
import java.util.Optional;

/// Recognises, without reading them, the relatives of QR codes that have one finder pattern: Micro
/// QR (ISO/IEC 18004 §6.3.2) and rMQR (ISO/IEC 23941), however turned, by their timing patterns
/// along the outer edges.
final class SmallSymbols {

  private static final int FIRST = 8;
  private static final int LONGEST = 140;

  /// The upper edge of rMQR alternates to the first alignment pattern, or to the corner where there
  /// is none, which ends it with two dark modules: 11 from behind the finder on at least, always
  /// odd. The left one is at most 10 long.
  private static final int SHORTEST_RMQR = 11;

  private static final int LONGEST_SIDE = 10;
  private static final int DEGREES = 360;

  private SmallSymbols() {}

  static Optional<Diagnosis> recognise(GreyImage image, List<FinderPattern> finders) {
    for (FinderPattern finder : finders) {
      boolean micro = false;
      for (int degrees = 0; degrees < DEGREES; degrees++) {
        double cosine = Math.cos(Math.toRadians(degrees));
        double sine = Math.sin(Math.toRadians(degrees));
        // rows cross a turned module aslant
        double straight = Math.max(Math.abs(cosine), Math.abs(sine));
        double ux = finder.across() * straight * cosine;
        double uy = finder.down() * straight * sine;
        double vx = -finder.across() * straight * sine;
        double vy = finder.down() * straight * cosine;
        int along = alternations(image, finder, ux, uy, vx, vy);
        int down = alternations(image, finder, vx, vy, ux, uy);
        if (along == down && along >= 4 && along <= 10 && along % 2 == 0) {
          micro = true; // or rMQR, seen a little aslant
        }
        if (along >= SHORTEST_RMQR && along % 2 == 1 && down <= LONGEST_SIDE) {
          return Optional.of(new Diagnosis.OtherSymbology("rMQR"));
        }
      }
      if (micro) {
        return Optional.of(new Diagnosis.OtherSymbology("Micro QR"));
      }
    }
    return Optional.empty();
  }

  /// How many modules of the edge row alternate, dark first, from behind the finder on, the light
  /// of the margin behind the last included; none where the row is no edge, as in a QR code.
  private static int alternations(
      GreyImage image, FinderPattern finder, double ux, double uy, double vx, double vy) {
    double dark = image.sample(finder.x(), finder.y());
    double middle = dark + finder.contrast() / 2;
    for (int u = 0; u < 12; u++) {
      double x = finder.x() + u * ux - 4.5 * vx;
      double y = finder.y() + u * uy - 4.5 * vy;
      if (!image.contains(x, y) || image.sample(x, y) < middle) {
        return 0;
      }
    }
    int count = 0;
    while (count < LONGEST) {
      double u = FIRST + count + 0.5 - 3.5;
      double x = finder.x() + u * ux - 3 * vx;
      double y = finder.y() + u * uy - 3 * vy;
      if (!image.contains(x, y) || image.sample(x, y) < middle != (count % 2 == 0)) {
        return count;
      }
      count++;
    }
    return count;
  }
}
