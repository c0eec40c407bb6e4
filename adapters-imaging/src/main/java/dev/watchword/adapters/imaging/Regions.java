package dev.watchword.adapters.imaging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Joins neighbouring blocks of a picture that belong together.
final class Regions {

  /// Whether two neighbouring blocks belong together; a block belongs to nothing unless it does to
  /// itself.
  @FunctionalInterface
  interface Belonging {
    boolean together(int one, int other);
  }

  /// A region and its bounding box, in blocks.
  ///
  /// @param right the last column in it
  /// @param bottom the last row in it
  record Region(int label, int blocks, int left, int top, int right, int bottom) {
    int width() {
      return right - left + 1;
    }

    int height() {
      return bottom - top + 1;
    }

    double stretch() {
      return (double) Math.max(width(), height()) / Math.min(width(), height());
    }

    double fill() {
      return (double) blocks / (width() * height());
    }
  }

  private Regions() {}

  /// @return for each block the number of its region from 1, or 0
  static int[] of(int columns, int rows, Belonging belonging) {
    int[] labels = new int[columns * rows];
    int label = 0;
    ArrayDeque<Integer> open = new ArrayDeque<>();
    for (int start = 0; start < labels.length; start++) {
      if (labels[start] != 0 || !belonging.together(start, start)) {
        continue;
      }
      labels[start] = ++label;
      open.add(start);
      while (!open.isEmpty()) {
        int at = open.remove();
        int[] next = {
          at % columns > 0 ? at - 1 : at,
          at % columns < columns - 1 ? at + 1 : at,
          at - columns,
          at + columns
        };
        for (int other : next) {
          if (other >= 0
              && other < labels.length
              && labels[other] == 0
              && belonging.together(at, other)) {
            labels[other] = label;
            open.add(other);
          }
        }
      }
    }
    return labels;
  }

  static List<Region> list(int[] labels, int columns) {
    int most = Arrays.stream(labels).max().orElse(0);
    Region[] regions = new Region[most + 1];
    for (int i = 0; i < labels.length; i++) {
      int x = i % columns;
      int y = i / columns;
      Region known = regions[labels[i]];
      regions[labels[i]] =
          known == null
              ? new Region(labels[i], 1, x, y, x, y)
              : new Region(
                  known.label,
                  known.blocks + 1,
                  Math.min(known.left, x),
                  Math.min(known.top, y),
                  Math.max(known.right, x),
                  Math.max(known.bottom, y));
    }
    List<Region> list = new ArrayList<>();
    for (int label = 1; label <= most; label++) {
      list.add(regions[label]);
    }
    return list;
  }
}
