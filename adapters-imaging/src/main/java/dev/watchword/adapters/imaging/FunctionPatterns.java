package dev.watchword.adapters.imaging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The modules of a version that are the same in every symbol, with their colours: what a grid can
/// be laid over a picture by (ISO/IEC 18004 §6.3.3 to §6.3.6).
///
/// They come in blocks small enough for the light to be even over each. Immutable; one instance a
/// version.
final class FunctionPatterns {

  /// A block of modules that are compared with each other.
  ///
  /// @param columns of the modules
  /// @param rows of the modules
  /// @param dark 1 for dark, -1 for light
  /// @param timing whether it is a stretch of a timing pattern
  record Block(int[] columns, int[] rows, byte[] dark, boolean timing) {}

  private static final int TIMING_STRETCH = 12;

  private static final AtomicReferenceArray<FunctionPatterns> BY_VERSION =
      new AtomicReferenceArray<>(41);

  private final List<Block> blocks = new ArrayList<>();
  private final byte[] known;

  private FunctionPatterns(int version) {
    SymbolLayout layout = SymbolLayout.ofVersion(version);
    int size = layout.size();
    finder(0, 0, size);
    finder(size - 7, 0, size);
    finder(0, size - 7, size);
    int[] centres = layout.alignmentCentres();
    for (int i = 0; i < centres.length; i++) {
      for (int j = 0; j < centres.length; j++) {
        if (layout.hasAlignment(i, j)) {
          alignment(centres[i], centres[j]);
        }
      }
    }
    timing(size);
    this.known = new byte[size * size];
    for (Block block : blocks) {
      for (int i = 0; i < block.dark().length; i++) {
        known[block.rows()[i] * size + block.columns()[i]] = block.dark()[i];
      }
    }
  }

  static FunctionPatterns ofVersion(int version) {
    FunctionPatterns patterns = BY_VERSION.get(version);
    if (patterns == null) {
      patterns = new FunctionPatterns(version);
      BY_VERSION.set(version, patterns);
    }
    return patterns;
  }

  /// Three finders, then alignment patterns, then timing stretches.
  List<Block> blocks() {
    return blocks;
  }

  /// For each module, row by row: 1 always dark, -1 always light, 0 by the data.
  byte[] known() {
    return known;
  }

  private void finder(int left, int top, int size) {
    List<int[]> modules = new ArrayList<>();
    for (int y = -1; y < 8; y++) {
      for (int x = -1; x < 8; x++) {
        if (left + x < 0 || top + y < 0 || left + x >= size || top + y >= size) {
          continue; // the margin may be missing
        }
        int ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
        modules.add(new int[] {left + x, top + y, ring == 2 || ring == 4 ? -1 : 1});
      }
    }
    add(modules, false);
  }

  private void alignment(int x, int y) {
    List<int[]> modules = new ArrayList<>();
    for (int dy = -2; dy <= 2; dy++) {
      for (int dx = -2; dx <= 2; dx++) {
        modules.add(new int[] {x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) == 1 ? -1 : 1});
      }
    }
    add(modules, false);
  }

  private void timing(int size) {
    for (int from = 8; from < size - 8; from += TIMING_STRETCH) {
      int to = from + 2 * TIMING_STRETCH > size - 8 ? size - 8 : from + TIMING_STRETCH;
      List<int[]> across = new ArrayList<>();
      List<int[]> down = new ArrayList<>();
      for (int i = from; i < to; i++) {
        across.add(new int[] {i, 6, i % 2 == 0 ? 1 : -1});
        down.add(new int[] {6, i, i % 2 == 0 ? 1 : -1});
      }
      add(across, true);
      add(down, true);
      if (to == size - 8) {
        return;
      }
    }
  }

  private void add(List<int[]> modules, boolean timing) {
    int n = modules.size();
    Block block = new Block(new int[n], new int[n], new byte[n], timing);
    for (int i = 0; i < n; i++) {
      block.columns()[i] = modules.get(i)[0];
      block.rows()[i] = modules.get(i)[1];
      block.dark()[i] = (byte) modules.get(i)[2];
    }
    blocks.add(block);
  }
}
