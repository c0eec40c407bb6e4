package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.Diagnosis;
import java.util.Optional;

/// The state of a whole picture in which nothing at all was found: grain, or edges that are all
/// soft, would hide a code.
///
/// @param grain the median difference of neighbouring pixels from their mean, in levels
/// @param floor the same for the calmer quarter of the pixels: grain that is everywhere, not
///   texture
/// @param softness the width of the picture's steepest edges, in pixels
record PictureCondition(double grain, double floor, double softness) {

  private static final double GRAINY = 14;

  /// From here on grain hides finder patterns and makes others up.
  private static final double DROWNED = 12;

  private static final double SOFT = 4.5;

  static PictureCondition of(GreyImage image) {
    int[] differences = new int[256];
    int[] steps = new int[256];
    int low = 255;
    int high = 0;
    int count = 0;
    int stride = (int) Math.max(1, (long) image.width * image.height / 400_000);
    for (int y = 1; y < image.height - 1; y++) {
      for (int x = 1 + y % stride; x < image.width - 1; x += stride) {
        int middle = image.at(x, y);
        int around =
            (image.at(x - 1, y) + image.at(x + 1, y) + image.at(x, y - 1) + image.at(x, y + 1)) / 4;
        differences[Math.abs(middle - around)]++;
        steps[
            Math.max(
                Math.abs(image.at(x + 1, y) - middle), Math.abs(image.at(x, y + 1) - middle))]++;
        low = Math.min(low, middle);
        high = Math.max(high, middle);
        count++;
      }
    }
    double steepest = Math.max(1, quantile(steps, (int) (count * 0.9995)));
    return new PictureCondition(
        quantile(differences, count / 2),
        quantile(differences, count / 4),
        (high - low) / steepest);
  }

  private static int quantile(int[] histogram, int rank) {
    int seen = 0;
    for (int value = 0; value < histogram.length; value++) {
      seen += histogram[value];
      if (seen > rank) {
        return value;
      }
    }
    return histogram.length - 1;
  }

  /// Whether grain is all that can be told of the picture.
  boolean drowned() {
    return floor > DROWNED;
  }

  Optional<Diagnosis> diagnosis() {
    if (grain > GRAINY && floor > DROWNED / 3) {
      return Optional.of(new Diagnosis.Noisy());
    }
    return softness > SOFT && softness < 60
        ? Optional.of(new Diagnosis.Blurred(softness / 5))
        : Optional.empty();
  }
}
