package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.Corner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Small grey pictures of where the codes stand, taken while their page is in memory. Not
/// thread-safe.
final class Cutouts {

  /// What is shown around a code, as a part of its side: the margin that the standard asks for, of
  /// a small code.
  private static final double MARGIN = 0.16;

  /// A code's place.
  private record Place(int page, List<Corner> corners) {}

  private final int longerSide;
  private final Map<Place, byte[]> pictures = new HashMap<>();

  /// @param longerSide in pixels; 0 for no pictures at all
  Cutouts(int longerSide) {
    this.longerSide = longerSide;
  }

  /// Takes pictures of those that stand on this page, while there is time.
  void take(Frame frame, int page, List<FoundSymbol> found, Deadline deadline) {
    if (longerSide == 0) {
      return;
    }
    for (FoundSymbol symbol : found) {
      if (symbol.page() == page && !deadline.passed()) {
        pictures.put(new Place(page, symbol.corners()), picture(frame.luma(), symbol.corners()));
      }
    }
  }

  Optional<byte[]> of(FoundSymbol symbol) {
    return Optional.ofNullable(pictures.get(new Place(symbol.page(), symbol.corners())));
  }

  private byte[] picture(GreyImage page, List<Corner> corners) {
    double left = corners.stream().mapToDouble(Corner::x).min().orElseThrow();
    double right = corners.stream().mapToDouble(Corner::x).max().orElseThrow();
    double top = corners.stream().mapToDouble(Corner::y).min().orElseThrow();
    double bottom = corners.stream().mapToDouble(Corner::y).max().orElseThrow();
    double margin = MARGIN * Math.max(right - left, bottom - top);
    int x = Math.clamp((long) Math.floor(left - margin), 0, page.width - 1);
    int y = Math.clamp((long) Math.floor(top - margin), 0, page.height - 1);
    int width = Math.clamp((long) Math.ceil(right + margin) - x, 1, page.width - x);
    int height = Math.clamp((long) Math.ceil(bottom + margin) - y, 1, page.height - y);
    double shrink = Math.max(1, (double) Math.max(width, height) / longerSide);
    int outWidth = Math.max(1, (int) (width / shrink));
    int outHeight = Math.max(1, (int) (height / shrink));
    byte[] pixels = new byte[outWidth * outHeight];
    for (int j = 0; j < outHeight; j++) {
      int fromY = y + (int) (j * shrink);
      int toY = Math.max(fromY + 1, Math.min(y + height, y + (int) ((j + 1) * shrink)));
      for (int i = 0; i < outWidth; i++) {
        int fromX = x + (int) (i * shrink);
        int toX = Math.max(fromX + 1, Math.min(x + width, x + (int) ((i + 1) * shrink)));
        pixels[j * outWidth + i] = (byte) mean(page, fromX, toX, fromY, toY);
      }
    }
    return PngWriter.grey(outWidth, outHeight, pixels);
  }

  private static int mean(GreyImage page, int fromX, int toX, int fromY, int toY) {
    long sum = 0;
    for (int y = fromY; y < toY; y++) {
      for (int x = fromX; x < toX; x++) {
        sum += page.at(x, y);
      }
    }
    return (int) (sum / ((long) (toX - fromX) * (toY - fromY)));
  }
}
