package dev.watchword.adapters.imaging;

import com.google.zxing.qrcode.decoder.Version;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Where a symbol of one version has its function patterns and where its data modules lie (ISO/IEC
/// 18004 §6.3, §7.7.3). Immutable; one instance a version.
final class SymbolLayout {

  private static final AtomicReferenceArray<SymbolLayout> BY_VERSION =
      new AtomicReferenceArray<>(41);

  private final int version;
  private final int size;
  private final int[] alignmentCentres;
  private final boolean[] reserved;
  private final int[] dataModules;

  private SymbolLayout(int version) {
    this.version = version;
    this.size = 17 + 4 * version;
    this.alignmentCentres =
        Version.getVersionForNumber(version).getAlignmentPatternCenters().clone();
    this.reserved = reserve();
    this.dataModules = zigzag();
  }

  static SymbolLayout ofVersion(int version) {
    SymbolLayout layout = BY_VERSION.get(version);
    if (layout == null) {
      layout = new SymbolLayout(version);
      BY_VERSION.set(version, layout);
    }
    return layout;
  }

  int version() {
    return version;
  }

  /// Modules a side.
  int size() {
    return size;
  }

  /// Rows, and columns, in which alignment patterns have their middle module.
  int[] alignmentCentres() {
    return alignmentCentres.clone();
  }

  /// Whether an alignment pattern stands at these indices into [#alignmentCentres]: all but the
  /// three that would lie in a finder pattern.
  boolean hasAlignment(int column, int row) {
    int last = alignmentCentres.length - 1;
    return !((column == 0 && row == 0)
        || (column == 0 && row == last)
        || (column == last && row == 0));
  }

  /// Places (row times size plus column) of the data modules in the order of the bit stream.
  int[] dataModules() {
    return dataModules;
  }

  private boolean[] reserve() {
    boolean[] taken = new boolean[size * size];
    fill(taken, 0, 0, 9, 9);
    fill(taken, size - 8, 0, 8, 9);
    fill(taken, 0, size - 8, 9, 8);
    fill(taken, 6, 0, 1, size);
    fill(taken, 0, 6, size, 1);
    for (int i = 0; i < alignmentCentres.length; i++) {
      for (int j = 0; j < alignmentCentres.length; j++) {
        if (hasAlignment(i, j)) {
          fill(taken, alignmentCentres[i] - 2, alignmentCentres[j] - 2, 5, 5);
        }
      }
    }
    if (version >= 7) {
      fill(taken, size - 11, 0, 3, 6);
      fill(taken, 0, size - 11, 6, 3);
    }
    return taken;
  }

  private void fill(boolean[] taken, int left, int top, int width, int height) {
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        taken[y * size + x] = true;
      }
    }
  }

  private int[] zigzag() {
    int free = 0;
    for (boolean taken : reserved) {
      free += taken ? 0 : 1;
    }
    int[] order = new int[free];
    int next = 0;
    boolean up = true;
    for (int right = size - 1; right > 0; right -= 2) {
      if (right == 6) { // the vertical timing pattern is no data column
        right--;
      }
      for (int i = 0; i < size; i++) {
        int row = up ? size - 1 - i : i;
        for (int column = right; column >= right - 1; column--) {
          if (!reserved[row * size + column]) {
            order[next++] = row * size + column;
          }
        }
      }
      up = !up;
    }
    return order;
  }

  /// Whether a data mask turns a module over (ISO/IEC 18004 §7.8.2).
  static boolean masked(int mask, int row, int column) {
    return switch (mask) {
      case 0 -> ((row + column) & 1) == 0;
      case 1 -> (row & 1) == 0;
      case 2 -> column % 3 == 0;
      case 3 -> (row + column) % 3 == 0;
      case 4 -> ((row / 2 + column / 3) & 1) == 0;
      case 5 -> row * column % 6 == 0;
      case 6 -> (row * column % 2 + row * column % 3) % 2 == 0;
      default -> ((row + column) % 2 + row * column % 3) % 2 == 0;
    };
  }
}
