package dev.watchword.adapters.imaging;

import com.google.zxing.FormatException;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.DetectorResult;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.detector.MultiDetector;
import com.google.zxing.qrcode.detector.Detector;
import dev.watchword.core.capture.Corner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// ZXing's own detectors over a hybrid threshold, both polarities.
final class ZxingLook implements SearchStage {

  @Override
  public void search(FrameSearch search) {
    GreyImage luma = search.frame().luma();
    if (luma.width < 3 || luma.height < 3) {
      return;
    }
    LuminanceSource source =
        new PlanarYUVLuminanceSource(
            luma.pixels, luma.width, luma.height, 0, 0, luma.width, luma.height, false);
    for (boolean inverted : new boolean[] {false, true}) {
      if (search.over()) {
        return;
      }
      try {
        BitMatrix bits = new HybridBinarizer(inverted ? source.invert() : source).getBlackMatrix();
        for (DetectorResult found : detect(bits)) {
          decode(found, inverted, search);
        }
      } catch (NotFoundException nothingHere) {
        continue;
      }
    }
  }

  private static List<DetectorResult> detect(BitMatrix bits) {
    List<DetectorResult> all = new ArrayList<>();
    try {
      all.add(new Detector(bits).detect());
    } catch (NotFoundException | FormatException none) {
      all.clear();
    }
    try {
      all.addAll(List.of(new MultiDetector(bits).detectMulti(Map.of())));
    } catch (ReaderException none) {
      return all;
    }
    return all;
  }

  private static void decode(DetectorResult found, boolean inverted, FrameSearch search) {
    BitMatrix bits = found.getBits();
    float[] darkness = new float[bits.getWidth() * bits.getHeight()];
    for (int i = 0; i < darkness.length; i++) {
      darkness[i] = bits.get(i % bits.getWidth(), i / bits.getWidth()) ? 1 : -1;
    }
    Optional<DecodedSymbol> symbol =
        SymbolDecoder.decode(new ModuleGrid(bits.getWidth(), darkness), false);
    symbol.ifPresent(read ->
        search
            .findings()
            .add(
                new FoundSymbol(
                    read,
                    corners(found.getPoints(), bits.getWidth(), read.mirrored()),
                    inverted,
                    search.page())));
  }

  /// The corners from the middles of the finders, as if the symbol were a parallelogram.
  private static List<Corner> corners(ResultPoint[] points, int size, boolean mirrored) {
    ResultPoint topLeft = points[1];
    ResultPoint right = mirrored ? points[0] : points[2];
    ResultPoint down = mirrored ? points[2] : points[0];
    double span = size - 7.0;
    double acrossX = (right.getX() - topLeft.getX()) / span;
    double acrossY = (right.getY() - topLeft.getY()) / span;
    double downX = (down.getX() - topLeft.getX()) / span;
    double downY = (down.getY() - topLeft.getY()) / span;
    double left = topLeft.getX() - 3.5 * (acrossX + downX);
    double top = topLeft.getY() - 3.5 * (acrossY + downY);
    return List.of(
        new Corner(left, top),
        new Corner(left + size * acrossX, top + size * acrossY),
        new Corner(left + size * (acrossX + downX), top + size * (acrossY + downY)),
        new Corner(left + size * downX, top + size * downY));
  }
}
