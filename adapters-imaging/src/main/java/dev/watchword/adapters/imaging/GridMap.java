package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.Corner;
import java.util.List;

/// Where the points of a symbol's module grid lie in an image. Implementations are immutable.
interface GridMap {

  /// Modules a side.
  int size();

  /// @param u modules from the left edge of the symbol
  /// @param v modules from its top edge
  double x(double u, double v);

  double y(double u, double v);

  /// Top left, top right, bottom right, bottom left; `factor` turns image pixels to picture pixels.
  default List<Corner> corners(double factor) {
    int n = size();
    return List.of(
        new Corner(factor * x(0, 0), factor * y(0, 0)),
        new Corner(factor * x(n, 0), factor * y(n, 0)),
        new Corner(factor * x(n, n), factor * y(n, n)),
        new Corner(factor * x(0, n), factor * y(0, n)));
  }
}
