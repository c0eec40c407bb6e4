package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.Corner;
import dev.watchword.core.capture.QrCode;
import java.util.Arrays;
import java.util.List;

/// A decoded symbol and its place in the picture.
///
/// @param corners top left, top right, bottom right, bottom left of the symbol, in picture pixels
/// @param page from 1
record FoundSymbol(DecodedSymbol symbol, List<Corner> corners, boolean inverted, int page) {

  FoundSymbol {
    corners = List.copyOf(corners);
  }

  double centreX() {
    return corners.stream().mapToDouble(Corner::x).average().orElseThrow();
  }

  double centreY() {
    return corners.stream().mapToDouble(Corner::y).average().orElseThrow();
  }

  double height() {
    double top = corners.stream().mapToDouble(Corner::y).min().orElseThrow();
    return corners.stream().mapToDouble(Corner::y).max().orElseThrow() - top;
  }

  /// Whether a point lies within its corners.
  boolean covers(double x, double y) {
    int sign = 0;
    for (int i = 0; i < 4; i++) {
      Corner a = corners.get(i);
      Corner b = corners.get((i + 1) % 4);
      double side = (b.x() - a.x()) * (y - a.y()) - (b.y() - a.y()) * (x - a.x());
      int now = side > 0 ? 1 : -1;
      if (sign != 0 && now != sign) {
        return false;
      }
      sign = now;
    }
    return true;
  }

  boolean samePlaceAs(FoundSymbol other) {
    return page == other.page
        && (covers(other.centreX(), other.centreY()) || other.covers(centreX(), centreY()));
  }

  boolean samePayloadAs(FoundSymbol other) {
    return Arrays.equals(symbol.content().payload(), other.symbol.content().payload());
  }

  QrCode toQrCode(Cutouts cutouts) {
    SymbolContent content = symbol.content();
    QrCode.Builder builder =
        QrCode.builder()
            .payload(content.payload())
            .eciText(content.text())
            .corners(corners)
            .page(page)
            .version(symbol.version())
            .errorCorrection(symbol.level())
            .mirrored(symbol.mirrored())
            .inverted(inverted);
    if (content.part() != null) {
      builder.part(content.part());
    }
    cutouts.of(this).ifPresent(builder::cutout);
    return builder.build();
  }

  void wipe() {
    Arrays.fill(symbol.content().payload(), (byte) 0);
  }
}
